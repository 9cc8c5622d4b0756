import { randomUUID } from 'node:crypto';
import type { DirectoryEntry, MemberStanding, MembershipKind, Role } from '#libs/contracts';
import type { FakeMembers } from './fake-members.js';

type Organization = Extract<DirectoryEntry, { kind: 'organization' }>;

type Exemption = Extract<DirectoryEntry, { kind: 'exemption' }>;

export interface SamplePerson {
  readonly id: string;
  readonly membershipId: string;
  readonly accountId: string;
}

/** Builds valid directory entries for a small mine: a committee, two sibling branches, groups, members, office-holders. */
export class SampleDirectory {
  private labels = 0;
  private readonly organizations = new Map<string, Organization>();

  constructor(private readonly members: FakeMembers) {}

  organization(
    type: Organization['type'],
    parent: Organization | null,
    overrides: Partial<Organization> = {},
  ): Organization {
    this.labels += 1;
    const label = this.labels.toString(36);
    const organization: Organization = {
      kind: 'organization',
      id: randomUUID(),
      parentId: parent?.id ?? null,
      type,
      category: type === 'branch' || type === 'group' ? (parent?.category ?? 'production') : null,
      line: 'party',
      code: `ORG${this.labels}`,
      name: `${type} ${this.labels}`,
      path: `${parent?.path ?? ''}${label}/`,
      foundedOn: '2020-01-01',
      dissolvedOn: null,
      ...overrides,
    };
    this.organizations.set(organization.id, organization);
    this.members.put(organization);
    return organization;
  }

  /** A person with a membership in the organization and an account; `roles` are held where said, else there. */
  member(
    organization: Organization,
    options: {
      name?: string;
      memberKind?: MembershipKind;
      standing?: MemberStanding;
      startsOn?: string;
      endsOn?: string | null;
      roles?: readonly { role: Role; organization?: Organization }[];
    } = {},
  ): SamplePerson {
    const id = randomUUID();
    const membershipId = randomUUID();
    this.members.put(
      { kind: 'person', id, name: options.name ?? `member ${id.slice(0, 8)}` },
      {
        kind: 'membership',
        id: membershipId,
        personId: id,
        organizationId: organization.id,
        memberKind: options.memberKind ?? 'full',
        standing: options.standing ?? 'regular',
        startsOn: options.startsOn ?? '2020-01-01',
        endsOn: options.endsOn ?? null,
      },
    );
    const roles = [{ role: 'member' as const, organization }, ...(options.roles ?? [])];
    const accountId = this.account(
      id,
      roles.map((held) => ({ role: held.role, organization: held.organization ?? organization })),
    );
    return { id, membershipId, accountId };
  }

  /** From attendance; what is given again under the same id replaces it. */
  exemption(
    person: SamplePerson,
    { id = randomUUID(), startsOn = '2020-01-01', endsOn = null }: Partial<Exemption> = {},
  ): string {
    this.members.put({ kind: 'exemption', id, personId: person.id, startsOn, endsOn });
    return id;
  }

  account(
    personId: string | null,
    roles: readonly { role: Role; organization: Organization }[],
  ): string {
    const id = randomUUID();
    this.members.put({
      kind: 'account',
      id,
      personId,
      disabled: false,
      tokensValidFrom: '2020-01-01T00:00:00Z',
      grants: roles.map(({ role, organization }) => ({
        role,
        organizationId: organization.id,
        startsOn: '2020-01-01',
        endsOn: null,
      })),
    });
    return id;
  }
}
