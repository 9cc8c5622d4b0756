import type { Role } from '#libs/contracts';
import { type PersonRecordDto } from '../../people/dto/member.dto.js';

export class OwnRoleDto {
  /** @example branch_secretary */
  role!: Role;
  organizationId!: string;
  /** @example 综采一队党支部 */
  organizationName!: string;
  /** @example 2024-01-01 */
  startsOn!: string;
  /** The first day on which it no longer counts; null while it lasts. */
  endsOn!: string | null;
}

export class MeDto {
  accountId!: string;
  /** @example zhangwei */
  username!: string;
  /** The own record, with all memberships and offices; null when the account is no person's. */
  person!: PersonRecordDto | null;
  /** What counts today, from grants, memberships and offices; each counts in its organization and in all below. */
  roles!: OwnRoleDto[];
}
