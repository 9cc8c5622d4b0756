import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import {
  membershipKinds,
  type MembershipKind,
  organizationLines,
  type OrganizationLine,
} from '#libs/contracts';
import { IsDay, ListQuery, MayBeLeftOut } from '#libs/http';
import { politicalStatusesOfOthers } from '../../people/gb-codes.js';
import { CorrectRecordRequest, RecordRequest } from '../../people/dto/record.dto.js';

export class PeopleQuery extends ListQuery {
  /** People of this organization and of all below it. */
  @MayBeLeftOut()
  @IsUUID()
  organizationId?: string;

  /**
   * Of organizations of this line only: 党, 政, 工, 团.
   * @example union
   */
  @MayBeLeftOut()
  @IsIn(organizationLines)
  line?: OrganizationLine;

  /** `true`: members of the Party only; `false`: all but those. */
  @MayBeLeftOut()
  @IsIn(['true', 'false'])
  member?: 'true' | 'false';

  /**
   * How the name begins, in characters, in pinyin or in initials, or how the employee number begins: `张三`, `zhang san`,
   * `zs`, `WT100`. Capitals and spaces make no difference; surnames are read as surnames.
   * @example zhang san
   */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 60)
  @Matches(/[\p{L}\p{N}]/u)
  search?: string;
}

export class PersonDto {
  personId!: string;
  /** @example 张伟 */
  name!: string;
  /** 工号. @example WT10023 */
  employeeNumber!: string | null;
  /** GB/T 2261.1. @example "1" */
  sex!: string;
  organizationId!: string;
  /** @example 五台煤矿工会 */
  organizationName!: string;
  /** Of the organization: 党, 政, 工, 团. @example union */
  line!: OrganizationLine;
  /** A member of the Party. @example false */
  member!: boolean;
}

export class PersonPageDto {
  data!: PersonDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}

export class CreatePersonRequest extends RecordRequest {
  /** The organization to which the person belongs, of whatever line and type. */
  @IsUUID()
  organizationId!: string;

  /**
   * Since when: not in the future, today if left out.
   * @example 2026-07-01
   */
  @MayBeLeftOut()
  @IsDay()
  startsOn?: string;

  /**
   * GB/T 4762, `03` to `13`: members of the Party, `01` and `02`, are entered as such.
   * @example "13"
   */
  @IsOptional()
  @IsIn(politicalStatusesOfOthers)
  politicalStatus?: string | null;
}

/** What is to be put right; what is left out stays, and null clears. */
export class CorrectPersonRequest extends CorrectRecordRequest {
  /**
   * GB/T 4762, `03` to `13`; a membership has the word while it lasts.
   * @example "03"
   */
  @IsOptional()
  @IsIn(politicalStatusesOfOthers)
  politicalStatus?: string | null;
}

export class AffiliateRequest {
  /** Where the person belongs from the day on. */
  @IsUUID()
  organizationId!: string;

  /**
   * Not in the future, and behind the day on which the person came to where they are.
   * @example 2026-07-01
   */
  @IsDay()
  startsOn!: string;
}

export class EndAffiliationRequest {
  /**
   * The first day on which the person no longer belongs there: not in the future.
   * @example 2026-07-01
   */
  @IsDay()
  endsOn!: string;
}

export class AdmitRequest {
  /** The branch or group of the Party to which the member belongs. */
  @IsUUID()
  organizationId!: string;

  /**
   * 预备党员 or 正式党员.
   * @example probationary
   */
  @IsIn(membershipKinds)
  memberKind!: MembershipKind;

  /**
   * 入党日期: not in the future.
   * @example 2026-07-01
   */
  @IsDay()
  admittedOn!: string;

  /**
   * 转正日期, of a full member; not before the admission.
   * @example 2027-07-01
   */
  @IsOptional()
  @IsDay()
  confirmedOn?: string | null;
}
