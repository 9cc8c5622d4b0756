import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { AttendanceController } from './attendance.controller.js';
import { AttendanceRepository } from './attendance.repository.js';
import { AttendanceService } from './attendance.service.js';
import { MakeUpService } from './make-up.service.js';
import { OwnActivitiesController } from './own-activities.controller.js';
import { OwnActivitiesReadModel } from './own-activities.read-model.js';
import { RosterReadModel } from './roster.read-model.js';
import { RosterService } from './roster.service.js';

/** Who is expected, who came, who made it up; and one's own record of it. */
@Module({
  imports: [ActivitiesModule],
  controllers: [AttendanceController, OwnActivitiesController],
  providers: [
    AttendanceService,
    MakeUpService,
    AttendanceRepository,
    RosterService,
    RosterReadModel,
    OwnActivitiesReadModel,
  ],
})
export class AttendanceModule {}
