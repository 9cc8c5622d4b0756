import { IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { IsDay } from '#libs/http';

/** Somebody who missed an activity has made it up. */
export class MakeUpRequest {
  @IsUUID()
  personId!: string;

  /**
   * Not before the activity, not in the future, and within `MAKE_UP_DAYS` (default 30) of the activity.
   * @example "2026-10-20"
   */
  @IsDay()
  madeUpOn!: string;

  /**
   * How it was made up.
   * @example "书记上门送学，补学会议文件"
   */
  @IsString()
  @Matches(/\S/)
  @MaxLength(1000)
  note!: string;
}

/** The attendance as the make-up left it. */
export class MakeUpDto {
  activityId!: string;

  personId!: string;

  /** @example "made_up" */
  status!: 'made_up';

  /** @example "2026-10-20" */
  madeUpOn!: string;

  /** @example "书记上门送学，补学会议文件" */
  note!: string;

  /**
   * Counts up with every settlement of this person's attendance; the filing was 0.
   * @example 1
   */
  revision!: number;
}
