import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { ReviewController } from './review.controller.js';
import { ReviewRepository } from './review.repository.js';
import { ReviewService } from './review.service.js';
import { SubmissionService } from './submission.service.js';

/** Submitting, and the decision of another: approve and file, or return with a reason. */
@Module({
  imports: [ActivitiesModule],
  controllers: [ReviewController],
  providers: [SubmissionService, ReviewService, ReviewRepository],
})
export class ReviewsModule {}
