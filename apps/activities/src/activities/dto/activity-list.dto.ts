import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { type ActivityType, activityTypes } from '#libs/contracts';
import { IsMonth, ListQuery } from '#libs/http';
import { type ActivityStatus, activityStatuses } from '../activity-lifecycle.policy.js';

export const activitySorts = ['startsAt', '-startsAt'] as const;
export type ActivitySort = (typeof activitySorts)[number];

/** Which activities to list. */
export class ActivityListQuery extends ListQuery {
  /** Only those of this organization and all below it. */
  @IsOptional()
  @IsUUID()
  organizationId?: string;

  /** @example "submitted" */
  @IsOptional()
  @IsIn(activityStatuses)
  status?: ActivityStatus;

  /**
   * Only those of this type, be it the principal one or one of the others.
   * @example "branch_meeting"
   */
  @IsOptional()
  @IsIn(activityTypes)
  type?: ActivityType;

  /**
   * Only those held in this month, Asia/Shanghai.
   * @example "2026-10"
   */
  @IsOptional()
  @IsMonth()
  month?: string;

  /**
   * By the start: the latest first (`-startsAt`), or the earliest.
   * @example "-startsAt"
   */
  @IsOptional()
  @IsIn(activitySorts)
  sort: ActivitySort = '-startsAt';
}
