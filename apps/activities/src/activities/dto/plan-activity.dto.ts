import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { type ActivityType, activityTypes } from '#libs/contracts';
import { BatchRequest, MayBeLeftOut } from '#libs/http';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const offsetMissing = {
  message:
    '$property must be a date and time with the offset from UTC, as 2026-10-15T09:00:00+08:00',
  context: { zh: '应为带时差的日期时间，例如 2026-10-15T09:00:00+08:00' },
};

/** An activity to come, or one long held that is recorded afterwards. */
export class PlanActivityRequest {
  /** Who holds it. */
  @IsUUID()
  organizationId!: string;

  /**
   * Every duty that the one event meets: a branch meeting on the theme day counts for both. The first is the principal
   * type and decides who is due. `group_meeting` is held by groups, `branch_meeting` by branches, `committee_meeting` by
   * branches and what stands above them; everything else anywhere.
   * @example ["branch_meeting", "theme_day"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @ArrayUnique()
  @IsIn(activityTypes, { each: true })
  types!: ActivityType[];

  /** @example "十月主题党日暨支部党员大会" */
  @IsString()
  @Matches(/\S/)
  @MaxLength(200)
  title!: string;

  /**
   * When it starts, with the offset from UTC.
   * @example "2026-10-15T09:00:00+08:00"
   */
  @Matches(INSTANT, offsetMissing)
  @IsISO8601({ strict: true })
  startsAt!: string;

  /** @example "综采一队会议室" */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  place?: string | null;

  /** @example "学习第三季度安全生产文件；讨论发展对象" */
  @IsOptional()
  @IsString()
  @MaxLength(5000)
  agenda?: string | null;
}

/** Activities to be planned, or recorded afterwards, at once. */
export class ActivityBatchRequest extends BatchRequest {
  /** Each as in a request of its own. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsObject({ each: true })
  items!: PlanActivityRequest[];
}

/** What is to change of a plan; what is left out stays, null takes away. */
export class ReviseActivityRequest {
  /**
   * As when it was planned: the first is the principal type.
   * @example ["branch_meeting", "theme_day"]
   */
  @MayBeLeftOut()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @ArrayUnique()
  @IsIn(activityTypes, { each: true })
  types?: ActivityType[];

  /** @example "十月主题党日暨支部党员大会" */
  @MayBeLeftOut()
  @IsString()
  @Matches(/\S/)
  @MaxLength(200)
  title?: string;

  /**
   * When it starts, with the offset from UTC.
   * @example "2026-10-15T14:00:00+08:00"
   */
  @MayBeLeftOut()
  @Matches(INSTANT, offsetMissing)
  @IsISO8601({ strict: true })
  startsAt?: string;

  /** @example "二楼会议室" */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  place?: string | null;

  /** @example "学习第三季度安全生产文件" */
  @IsOptional()
  @IsString()
  @MaxLength(5000)
  agenda?: string | null;
}

/** Why the plan is given up. */
export class CancelActivityRequest {
  /** @example "与矿安全大检查时间冲突，另行安排" */
  @IsString()
  @Matches(/\S/)
  @MaxLength(1000)
  reason!: string;
}
