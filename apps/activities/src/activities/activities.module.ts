import { Module } from '@nestjs/common';
import { ActivityController } from './activity.controller.js';
import { ActivityPlanningService } from './activity-planning.service.js';
import { ActivityReadModel } from './activity.read-model.js';
import { ActivityRepository } from './activity.repository.js';
import { ActivityService } from './activity.service.js';

/** Planning, listing, reading, cancelling; and the activity itself for the other rooms. */
@Module({
  controllers: [ActivityController],
  providers: [ActivityService, ActivityPlanningService, ActivityRepository, ActivityReadModel],
  exports: [ActivityRepository, ActivityReadModel],
})
export class ActivitiesModule {}
