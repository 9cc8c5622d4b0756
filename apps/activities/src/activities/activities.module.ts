import { Module } from '@nestjs/common';
import { ActivitiesController } from './activities.controller.js';
import { ActivityPlanningService } from './activity-planning.service.js';
import { ActivitiesReadModel } from './activities.read-model.js';
import { ActivitiesRepository } from './activities.repository.js';
import { ActivitiesService } from './activities.service.js';

/** Planning, listing, reading, cancelling; and the activity itself for the other rooms. */
@Module({
  controllers: [ActivitiesController],
  providers: [
    ActivitiesService,
    ActivityPlanningService,
    ActivitiesRepository,
    ActivitiesReadModel,
  ],
  exports: [ActivitiesRepository, ActivitiesReadModel],
})
export class ActivitiesModule {}
