import { IsIn, IsUUID } from 'class-validator';
import { type ActivityType, activityTypes } from '#libs/contracts';
import { IsMonth, ListQuery, MayBeLeftOut } from '#libs/http';
import { type ActivityStatus, activityStatuses } from '../activity-lifecycle.policy.js';

export const activitySorts = ['startsAt', '-startsAt'] as const;
export type ActivitySort = (typeof activitySorts)[number];

/** Which activities to list. */
export class ActivitiesQuery extends ListQuery {
  /** Only those of this organization and all below it. */
  @MayBeLeftOut()
  @IsUUID()
  organizationId?: string;

  /** @example "submitted" */
  @MayBeLeftOut()
  @IsIn(activityStatuses)
  status?: ActivityStatus;

  /**
   * Only those of this type, be it the principal one or one of the others.
   * @example "branch_meeting"
   */
  @MayBeLeftOut()
  @IsIn(activityTypes)
  type?: ActivityType;

  /**
   * Only those held in this month, Asia/Shanghai.
   * @example "2026-10"
   */
  @MayBeLeftOut()
  @IsMonth()
  month?: string;

  /**
   * By the start: the latest first (`-startsAt`), or the earliest.
   * @example "-startsAt"
   */
  @MayBeLeftOut()
  @IsIn(activitySorts)
  sort: ActivitySort = '-startsAt';
}
