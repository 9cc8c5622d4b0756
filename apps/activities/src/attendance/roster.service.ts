import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import type { ListQuery } from '#libs/http';
import type { AttendancePageDto } from './dto/attendance.dto.js';
import type { OwnActivityPageDto } from './dto/own-activity.dto.js';
import { OwnActivitiesReadModel } from './own-activities.read-model.js';
import { RosterReadModel } from './roster.read-model.js';

/** Who is expected at an activity, and what somebody was expected at. */
@Injectable()
export class RosterService {
  constructor(
    private readonly roster: RosterReadModel,
    private readonly ownActivities: OwnActivitiesReadModel,
  ) {}

  /** @throws activities.not_found */
  list(principal: Principal, activityId: string, page: ListQuery): Promise<AttendancePageDto> {
    return this.roster.page(principal.ranges('activities.read'), activityId, page);
  }

  /** @throws auth.forbidden for an account that is no person's. */
  listOwn(principal: Principal, page: ListQuery): Promise<OwnActivityPageDto> {
    return this.ownActivities.page(principal.requirePerson(), page);
  }
}
