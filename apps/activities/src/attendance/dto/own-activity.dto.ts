import type { ActivityType, AttendanceStatus } from '#libs/contracts';

/** An activity at which the caller was expected, and how the caller attended. */
export class OwnActivityDto {
  activityId!: string;

  /** @example "综采一队党支部" */
  organizationName!: string | null;

  /** @example ["branch_meeting", "theme_day"] */
  types!: ActivityType[];

  /** @example "十月主题党日暨支部党员大会" */
  title!: string;

  /** @example "2026-10-15T01:00:00.000Z" */
  startsAt!: Date;

  /** @example "2026-10-15" */
  heldOn!: string;

  /**
   * What is not `filed` yet may still change.
   * @example "filed"
   */
  activityStatus!: 'held' | 'submitted' | 'returned' | 'filed';

  /** @example "present" */
  status!: AttendanceStatus;

  /** Null where nobody gave one, and where you were exempt by an exemption from attendance. */
  reason!: string | null;

  madeUpOn!: string | null;
}

/** A page of the caller's own activities, the newest first. */
export class OwnActivityPageDto {
  data!: OwnActivityDto[];

  /** Where to go on; null on the last page. */
  nextCursor!: string | null;
}
