import type { ActivityType } from '#libs/contracts';
import type { ActivityStatus } from '../activity-lifecycle.policy.js';

/** An activity, as lists show it. */
export class ActivityDto {
  /** @example "019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f70" */
  id!: string;

  organizationId!: string;

  /** @example "综采一队党支部" */
  organizationName!: string;

  /**
   * The first is the principal type.
   * @example ["branch_meeting", "theme_day"]
   */
  types!: ActivityType[];

  /** @example "十月主题党日暨支部党员大会" */
  title!: string;

  /** @example "2026-10-15T01:00:00.000Z" */
  startsAt!: Date;

  /**
   * The day of `startsAt` in Asia/Shanghai.
   * @example "2026-10-15"
   */
  heldOn!: string;

  /** @example "综采一队会议室" */
  place!: string | null;

  /**
   * `planned` → `held` → `submitted` → `filed`; `submitted` → `returned` → `held` again; `planned` → `cancelled`.
   * @example "filed"
   */
  status!: ActivityStatus;

  /** Recorded long after it was held. A label, never a penalty. */
  backfilled!: boolean;
}

/** A page of activities. */
export class ActivityPageDto {
  data!: ActivityDto[];

  /** Where to go on; null on the last page. */
  nextCursor!: string | null;
}

/** Something that shows that the activity took place. */
export class ActivityEvidenceDto {
  /** @example "sign_in_sheet" */
  kind!: 'link' | 'sign_in_sheet' | 'note';

  /** @example "签到表存支部档案柜 2026-10 卷" */
  value!: string;
}

/** A rule that the record does not meet. Advice for who records and who reviews; it blocks nothing. */
export class ActivityWarningDto {
  /**
   * `branch_meeting_quorum`: fewer than half of those entitled to vote were present (支部工作条例 Art. 11).
   * `committee_meeting_quorum`: fewer than half of the committee were present (Art. 12).
   * @example "branch_meeting_quorum"
   */
  code!: string;

  /** @example 7 */
  present!: number;

  /** @example 16 */
  entitled!: number;
}

/** How many people have which status; none before the activity is recorded as held. */
export class AttendanceCountsDto {
  /** @example 14 */
  present!: number;

  /** @example 1 */
  leave!: number;

  /** @example 1 */
  absent!: number;

  /** @example 0 */
  made_up!: number;

  /** @example 2 */
  exempt!: number;
}

/** One decision of a reviewer. */
export class ActivityReviewDto {
  /** @example "returned" */
  decision!: 'approved' | 'returned';

  /** @example "会议记录未写明表决结果" */
  reason!: string | null;

  /**
   * The reviewer's account.
   * @example "019a3b5e-7c10-7d9a-8f3e-51c0a7d2e902"
   */
  reviewedBy!: string;

  reviewedAt!: string;
}

/** An activity with everything that was recorded of it. */
export class ActivityDetailDto extends ActivityDto {
  /** @example "学习第三季度安全生产文件；讨论发展对象" */
  agenda!: string | null;

  /**
   * What was said and decided; empty until written.
   * @example "会议由支部书记主持。一、学习文件；二、表决：应到 16 人，实到 14 人，赞成 14 票。"
   */
  minutes!: string;

  /** @example "通过两名同志为发展对象" */
  outcome!: string | null;

  /** @example "组织委员于月底前完成政审" */
  followUp!: string | null;

  /** Who gave the lecture. */
  lecturerIds!: string[];

  evidence!: ActivityEvidenceDto[];

  attendance!: AttendanceCountsDto;

  warnings!: ActivityWarningDto[];

  /** When it was first recorded as held. */
  recordedAt!: Date | null;

  /**
   * The account that submitted it last; it may not review.
   * @example "019a3b5e-7c10-7d9a-8f3e-51c0a7d2e901"
   */
  submittedBy!: string | null;

  submittedAt!: Date | null;

  /** Why it was returned the last time. */
  returnReason!: string | null;

  cancelReason!: string | null;

  /** Every decision, the oldest first. */
  reviews!: ActivityReviewDto[];

  /** Counts up with every change. */
  version!: number;
}
