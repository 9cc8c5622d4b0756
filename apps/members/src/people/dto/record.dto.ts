import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
} from 'class-validator';
import { membershipKinds, type MembershipKind } from '#libs/contracts';
import { BatchRequest, IsDay, MayBeLeftOut, WarningDto, IsOneLine } from '#libs/http';
import { educationCodes, ethnicityCodes, type SexCode, sexCodes } from '../gb-codes.js';
import { PersonRecordDto } from './member.dto.js';

/** A person's record as it is entered. */
export class RecordRequest {
  /** @example 张伟 */
  @IsString()
  @Length(1, 60)
  @IsOneLine()
  name!: string;

  /**
   * 公民身份号码 (GB 11643), its check character right; spaces and a small x are forgiven.
   * @example 11010519491231002X
   */
  @IsString()
  @Length(1, 40)
  citizenNumber!: string;

  /**
   * 工号, unique below one root.
   * @example WT10023
   */
  @IsOptional()
  @IsString()
  @Length(1, 40)
  @IsOneLine()
  employeeNumber?: string | null;

  /**
   * GB/T 2261.1; as the citizen number says where it is left out.
   * @example "2"
   */
  @MayBeLeftOut()
  @IsIn(Object.keys(sexCodes))
  sex?: SexCode;

  /**
   * GB/T 3304, two digits.
   * @example "01"
   */
  @IsOptional()
  @IsIn(Object.keys(ethnicityCodes))
  ethnicity?: string | null;

  /**
   * As the citizen number says where it is left out.
   * @example 1949-12-31
   */
  @MayBeLeftOut()
  @IsDay()
  bornOn?: string;

  /**
   * GB/T 4658, two digits.
   * @example "21"
   */
  @IsOptional()
  @IsIn(Object.keys(educationCodes))
  education?: string | null;

  /** @example "13812345678" */
  @IsOptional()
  @IsString()
  @Length(1, 40)
  phone?: string | null;

  /**
   * Where the person lives.
   * @example 山西省忻州市五台县某街道12号
   */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsOneLine()
  address?: string | null;
}

export class CreateMemberRequest extends RecordRequest {
  /** The branch or group of the Party to which the member belongs. */
  @IsUUID()
  organizationId!: string;

  /**
   * 预备党员 or 正式党员.
   * @example full
   */
  @IsIn(membershipKinds)
  memberKind!: MembershipKind;

  /**
   * 入党日期: not in the future.
   * @example 2012-07-01
   */
  @IsDay()
  admittedOn!: string;

  /**
   * 转正日期, of a full member; not before the admission.
   * @example 2013-07-01
   */
  @IsOptional()
  @IsDay()
  confirmedOn?: string | null;
}

/** Members to be entered at once. */
export class MemberBatchRequest extends BatchRequest {
  /** Each as in a request of its own. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsObject({ each: true })
  items!: CreateMemberRequest[];
}

/** What is to be put right; what is left out stays, and null clears. */
export class CorrectRecordRequest {
  /** @example 张伟 */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 60)
  @IsOneLine()
  name?: string;

  /** @example 11010519491231002X */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 40)
  citizenNumber?: string;

  /** @example WT10023 */
  @IsOptional()
  @IsString()
  @Length(1, 40)
  @IsOneLine()
  employeeNumber?: string | null;

  /**
   * GB/T 2261.1.
   * @example "2"
   */
  @MayBeLeftOut()
  @IsIn(Object.keys(sexCodes))
  sex?: SexCode;

  /**
   * GB/T 3304, two digits.
   * @example "01"
   */
  @IsOptional()
  @IsIn(Object.keys(ethnicityCodes))
  ethnicity?: string | null;

  /** @example 1949-12-31 */
  @MayBeLeftOut()
  @IsDay()
  bornOn?: string;

  /**
   * GB/T 4658, two digits.
   * @example "21"
   */
  @IsOptional()
  @IsIn(Object.keys(educationCodes))
  education?: string | null;

  /** @example "13812345678" */
  @IsOptional()
  @IsString()
  @Length(1, 40)
  phone?: string | null;

  /** @example 山西省忻州市五台县某街道12号 */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsOneLine()
  address?: string | null;
}

/** A record as it is kept now. */
export class KeptRecordDto extends PersonRecordDto {
  /** What looks odd, and was kept as it is: people decide which is right. */
  warnings!: WarningDto[];
}
