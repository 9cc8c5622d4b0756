import { lastDay } from '#libs/calendar';
import type { BranchCategory } from '#libs/contracts';
import type { OracleInput, OracleMembership, OracleOrganization } from './input.js';

/** Who is looked at in a month: those that are there at its end. */
export class Roster {
  readonly memberships: readonly OracleMembership[];
  readonly groups: readonly OracleOrganization[];
  readonly branches: readonly OracleOrganization[];
  private readonly byId: ReadonlyMap<string, OracleOrganization>;

  constructor({ month, organizations, memberships }: OracleInput) {
    const end = lastDay(month);
    const isThere = (from: string, to: string | null): boolean =>
      from <= end && (to === null || to > end);
    this.byId = new Map(organizations.map((each) => [each.id, each]));
    this.memberships = memberships.filter(
      ({ organizationId, startsOn, endsOn }) =>
        this.byId.has(organizationId) && isThere(startsOn, endsOn),
    );
    const standing = organizations.filter((each) => isThere(each.foundedOn, each.dissolvedOn));
    this.groups = standing.filter(({ type }) => type === 'group');
    this.branches = standing.filter(({ type }) => type === 'branch');
  }

  /** A group and its members have their branch's. */
  categoryOf(organizationId: string): BranchCategory | null {
    const organization = this.byId.get(organizationId);
    if (organization?.type !== 'group') return organization?.category ?? null;
    return this.byId.get(organization.parentId ?? '')?.category ?? null;
  }

  /** Whether something belongs to a branch or a group: to itself, or to one of its groups. */
  isWithin(organizationId: string, unit: OracleOrganization): boolean {
    return organizationId === unit.id || this.byId.get(organizationId)?.parentId === unit.id;
  }
}
