import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { type EvidenceKind, evidenceKinds } from '../evidence.policy.js';
import { type RecordedStatus, recordedStatuses } from '../attendance.policy.js';
import { MayBeLeftOut } from '#libs/http';

/** How one person attended. */
export class AttendanceEntryRequest {
  @IsUUID()
  personId!: string;

  /**
   * `leave` and `absent` are due and can be made up after filing; `exempt` is not due and needs a reason, unless an
   * exemption from attendance holds on that day.
   * @example "present"
   */
  @IsIn(recordedStatuses)
  status!: RecordedStatus;

  /** @example "井下当班" */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string | null;
}

/** Something that shows that the activity took place. */
export class EvidenceRequest {
  /** @example "sign_in_sheet" */
  @IsIn(evidenceKinds)
  kind!: EvidenceKind;

  /**
   * For a `link` an http(s) address; else where the thing is kept, or what it says.
   * @example "签到表存支部档案柜 2026-10 卷"
   */
  @IsString()
  @Matches(/\S/)
  @MaxLength(2000)
  value!: string;
}

/** What was recorded of an activity; a later record replaces an earlier one as a whole. */
export class HoldActivityRequest {
  /**
   * A status for everybody who was due: the members, on that day, of the organization and of all below it. Who is exempt
   * from attendance on that day may be left out and is recorded as `exempt`. For `committee_meeting` and
   * `heart_to_heart`: who took part, two at least.
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(2000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AttendanceEntryRequest)
  attendance!: AttendanceEntryRequest[];

  /**
   * What was said and decided. May be left for later, but not beyond submission.
   * @example "会议由支部书记主持。一、学习……；二、表决：应到 16 人，实到 14 人，赞成 14 票。"
   */
  @IsOptional()
  @IsString()
  @MaxLength(50_000)
  minutes?: string | null;

  /** @example "通过两名同志为发展对象" */
  @IsOptional()
  @IsString()
  @MaxLength(5000)
  outcome?: string | null;

  /** @example "组织委员于月底前完成政审" */
  @IsOptional()
  @IsString()
  @MaxLength(5000)
  followUp?: string | null;

  /** Who gave the lecture, for an activity that is also a `lecture`; members of the same tree. */
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  lecturerIds?: string[];

  /** Any one will do, and none is demanded. */
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(9)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => EvidenceRequest)
  evidence?: EvidenceRequest[];
}
