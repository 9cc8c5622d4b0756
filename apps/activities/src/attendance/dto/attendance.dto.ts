import type { AttendanceStatus } from '#libs/contracts';

/** One person expected at an activity, and how they attended. */
export class AttendanceDto {
  personId!: string;

  /** @example "王建国" */
  name!: string;

  /**
   * Null until recorded. `made_up`: missed, and made up since.
   * @example "present"
   */
  status!: AttendanceStatus | null;

  /** @example "井下当班" */
  reason!: string | null;

  /** @example "2026-10-20" */
  madeUpOn!: string | null;

  /**
   * What the make-up was.
   * @example "书记上门送学，补学会议文件"
   */
  note!: string | null;
}

/** A page of the people expected at an activity, by name. */
export class AttendancePageDto {
  data!: AttendanceDto[];

  /** Where to go on; null on the last page. */
  nextCursor!: string | null;
}
