import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { ReviewsController } from './reviews.controller.js';
import { ReviewsRepository } from './reviews.repository.js';
import { ReviewsService } from './reviews.service.js';
import { SubmissionService } from './submission.service.js';

/** Submitting, and the decision of another: approve and file, or return with a reason. */
@Module({
  imports: [ActivitiesModule],
  controllers: [ReviewsController],
  providers: [SubmissionService, ReviewsService, ReviewsRepository],
})
export class ReviewsModule {}
