import { IsString, Length } from 'class-validator';
import type { MemberStanding, OfficeTitle, OrganizationType } from '#libs/contracts';
import type { LookDto } from '../../me/dto/look.dto.js';
import { MembershipDto, PersonRecordDto } from '../../people/dto/member.dto.js';
import { OmitType } from '@nestjs/swagger';
import type { ScanView } from '../scan.policy.js';

export class ScanRequest {
  /**
   * What follows `/q/` in the address that the QR code holds; capitals, spaces and hyphens do no harm.
   * @example 3r8v0kq2m9x7c4hd5wtb6nfpaj
   */
  @IsString()
  @Length(1, 200)
  code!: string;
}

export class ScannedOfficeDto {
  /** @example secretary */
  title!: OfficeTitle;
  /** @example 综采一队党支部 */
  organizationName!: string;
}

export class ScannedMemberDto {
  /** @example 张伟 */
  name!: string;
  /** Those held today. */
  offices!: ScannedOfficeDto[];
  /**
   * When the member lets fellow members see it and the caller is one of them, or the member; else null.
   * @example "13900001234"
   */
  phone!: string | null;
  /** Day and month of the admission, `MM-DD`, to whom the phone is shown, when the member agreed to it; else null. @example "07-01" */
  politicalBirthday!: string | null;
  /**
   * There is a photo that the caller may see with `POST /v1/scans/photo`: as an officer, as the member, or as a fellow
   * member when the member agreed to it. @example false
   */
  hasPhoto!: boolean;
}

export class OfficeHolderDto {
  /** @example secretary */
  title!: OfficeTitle;
  /** @example 张伟 */
  name!: string;
}

export class ScannedOrganizationDto {
  /** @example 综采一队党支部 */
  name!: string;
  /** @example branch */
  type!: OrganizationType;
  dissolvedOn!: string | null;
  /** Those held today; null for a stranger. */
  offices!: OfficeHolderDto[] | null;
  /** Today's members, of all organizations below too; null for who is no officer. @example 42 */
  memberCount!: number | null;
}

export class ScannedMembershipDto extends OmitType(MembershipDto, ['standing'] as const) {
  /** For the member alone: a scan tells nobody else of illness. @example regular */
  standing!: MemberStanding | null;
}

export class ScannedRecordDto extends OmitType(PersonRecordDto, ['memberships'] as const) {
  /** Newest first; only those within what you may see. */
  memberships!: ScannedMembershipDto[];
}

export class ScanDto {
  /**
   * As what you look: a stranger, a member of the same branch, an officer who may read members there, or the member.
   * @example fellow
   */
  as!: ScanView;
  /** Of what the code is. @example member */
  subject!: 'member' | 'organization';
  /**
   * The branch, of a group its branch, above branches the organization; null for who is a member nowhere today.
   * @example 综采一队党支部
   */
  branchName!: string | null;
  /** Of a member's code; null for a stranger. */
  member!: ScannedMemberDto | null;
  /** Of a member's code, masked; for officers, who see of it what `GET /v1/members/{personId}` shows but the standing, and the member. */
  record!: ScannedRecordDto | null;
  /** Of a member's code: the last ten who looked, for the member. */
  looks!: LookDto[] | null;
  /** Of an organization's code. */
  organization!: ScannedOrganizationDto | null;
}

/** What a member is told of another: the fields of which each view has its own would make an example of no view. */
export const scanExample: ScanDto = {
  as: 'fellow',
  subject: 'member',
  branchName: '综采一队党支部',
  member: {
    name: '张伟',
    offices: [{ title: 'secretary', organizationName: '综采一队党支部' }],
    phone: '13900001234',
    politicalBirthday: null,
    hasPhoto: false,
  },
  record: null,
  looks: null,
  organization: null,
};
