import type { AttendanceStatus } from '#libs/contracts';

/** One person expected at an activity, and how they attended. */
export class AttendanceDto {
  personId!: string;

  /** @example "王建国" */
  name!: string;

  /**
   * Null until recorded. `made_up`: missed, and made up since. `exempt` where `byExemption` says so is what will be
   * recorded without anybody's doing, while the record is open.
   * @example "present"
   */
  status!: AttendanceStatus | null;

  /**
   * Exempt by an exemption from attendance (`/v1/exemptions`) that holds on the day of the activity, and not by what
   * somebody recorded: such a member need not be named when the activity is recorded. False for one who came and was
   * recorded so.
   */
  byExemption!: boolean;

  /**
   * Null where nobody gave one, and where `byExemption` is true: why somebody is exempt is not told here.
   * @example "井下当班"
   */
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
