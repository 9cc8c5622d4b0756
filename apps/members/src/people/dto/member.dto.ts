import { IsIn, IsString, IsUUID, Length, Matches } from 'class-validator';
import {
  memberStandings,
  type MemberStanding,
  membershipKinds,
  type MembershipKind,
  type OfficeTitle,
} from '#libs/contracts';
import { IsDay, ListQuery, MayBeLeftOut } from '#libs/http';

export const memberSorts = ['organization', 'name', 'employeeNumber'] as const;
export type MemberSort = (typeof memberSorts)[number];

export class MembersQuery extends ListQuery {
  /** Members of this organization and of all below it. */
  @MayBeLeftOut()
  @IsUUID()
  organizationId?: string;

  /**
   * Those of this day, today if left out; below `organizationId` is then what was below it on that day. What you may see
   * is decided by today's tree.
   */
  @MayBeLeftOut()
  @IsDay()
  on?: string;

  /** 在册, 流动, 长病. */
  @MayBeLeftOut()
  @IsIn(memberStandings)
  standing?: MemberStanding;

  /** 预备党员, 正式党员. */
  @MayBeLeftOut()
  @IsIn(membershipKinds)
  memberKind?: MembershipKind;

  /**
   * How the name begins.
   * @example 张
   */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 40)
  q?: string;

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

  /**
   * In the order of the tree (`organization`), of names (pinyin), or of employee numbers, those without one first.
   * @example organization
   */
  @MayBeLeftOut()
  @IsIn(memberSorts)
  sort: MemberSort = 'organization';
}

export class MemberDto {
  personId!: string;
  /** @example 张伟 */
  name!: string;
  /** 工号. @example WT10023 */
  employeeNumber!: string | null;
  /** GB/T 2261.1. @example "1" */
  sex!: string;
  organizationId!: string;
  /** @example 综采一队第一党小组 */
  organizationName!: string;
  /** @example full */
  memberKind!: MembershipKind;
  /** @example regular */
  standing!: MemberStanding;
  /** The day of admission to the Party. @example 2012-07-01 */
  admittedOn!: string;
  /** The day of confirmation, from which party age counts. @example 2013-07-01 */
  confirmedOn!: string | null;
}

export class MemberPageDto {
  data!: MemberDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}

export class MembershipDto {
  id!: string;
  organizationId!: string;
  /** @example 综采一队第一党小组 */
  organizationName!: string;
  /** @example full */
  memberKind!: MembershipKind;
  /** @example regular */
  standing!: MemberStanding;
  /** @example 2012-07-01 */
  admittedOn!: string;
  /** @example 2013-07-01 */
  confirmedOn!: string | null;
  /** The first day on which the membership counts here. @example 2012-07-01 */
  startsOn!: string;
  /** The first day on which it no longer counts; null while it lasts. */
  endsOn!: string | null;
}

export class HeldOfficeDto {
  id!: string;
  organizationId!: string;
  /** @example 综采一队党支部 */
  organizationName!: string;
  /** @example secretary */
  title!: OfficeTitle;
  /** In the place of another, or until somebody is elected. @example false */
  acting!: boolean;
  /** @example 2024-01-01 */
  startsOn!: string;
  /** The first day on which it is no longer held; null while it is. */
  endsOn!: string | null;
}

export class AffiliationDto {
  id!: string;
  organizationId!: string;
  /** @example 五台煤矿工会 */
  organizationName!: string;
  /** @example 2024-01-01 */
  startsOn!: string;
  /** The first day on which the person no longer belongs there; null while they do. */
  endsOn!: string | null;
}

export class PersonRecordDto {
  personId!: string;
  /** @example 张伟 */
  name!: string;
  /** 工号. @example WT10023 */
  employeeNumber!: string | null;
  /** GB/T 2261.1. @example "1" */
  sex!: string;
  /** GB/T 3304. @example "01" */
  ethnicity!: string | null;
  /** @example 1985-03-12 */
  bornOn!: string;
  /** GB/T 4658. @example "21" */
  education!: string | null;
  /** 公民身份号码, masked. @example 1101**********002X */
  citizenNumber!: string;
  /** Masked. @example 138****5678 */
  phone!: string | null;
  /** Masked: how it begins. @example 山西省忻州市**** */
  address!: string | null;
  /** 政治面貌, GB/T 4762; of a member of the Party `01` or `02`. @example "13" */
  politicalStatus!: string | null;
  /** There is a photo: `GET /v1/members/{personId}/photo`, one’s own `GET /v1/me/photo`. @example true */
  hasPhoto!: boolean;
  /** Newest first; only those within what you may see. */
  memberships!: MembershipDto[];
  /** Where the person belongs without being a member; newest first, only those within what you may see. */
  affiliations!: AffiliationDto[];
  /** Newest first; only those within what you may see. */
  offices!: HeldOfficeDto[];
  /** Counts up with every correction, and with every photo. @example 1 */
  version!: number;
}
