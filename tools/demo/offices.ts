import type { OfficeTitle } from '#libs/contracts';
import type { DemoOrganization } from './mine-tree.js';
import type { DemoMember } from './people.js';
import { Random } from './random.js';

export interface DemoOffice {
  readonly organizationCode: string;
  readonly title: OfficeTitle;
  readonly employeeNumber: string;
  readonly startsOn: string;
}

/** The terms of today's office-holders began before the demo's year. */
const STARTS_ON = '2025-01-01';
const COMMITTEE_CODE = 'WT';
const OFFICE_CODE = 'WT-03';

const committeeOf = {
  large: ['secretary', 'organization_commissioner', 'publicity_commissioner'],
  small: ['secretary', 'organization_commissioner'],
} as const satisfies Record<string, readonly OfficeTitle[]>;
const LARGE = 30;

/**
 * Who holds which office: one office a person. The committee's officers come from the office branches, everybody else's
 * from below the organization.
 */
export function mineOffices(
  seed: number,
  tree: readonly DemoOrganization[],
  people: readonly DemoMember[],
): DemoOffice[] {
  const taken = new Set<string>();
  const offices: DemoOffice[] = [];
  const appoint = (organizationCode: string, from: string, title: OfficeTitle): void => {
    const random = Random.of(seed, 'office', organizationCode, title);
    const eligible = membersBelow(people, from).filter(
      (person) =>
        person.memberKind === 'full' &&
        person.standing === 'regular' &&
        person.phone !== null &&
        !taken.has(person.employeeNumber),
    );
    const { employeeNumber } = random.pick(eligible);
    taken.add(employeeNumber);
    offices.push({ organizationCode, title, employeeNumber, startsOn: STARTS_ON });
  };
  for (const title of ['secretary', 'deputy_secretary', 'organization_commissioner'] as const)
    appoint(COMMITTEE_CODE, OFFICE_CODE, title);
  for (const { code, type } of tree) {
    if (type === 'general_branch') appoint(code, code, 'secretary');
    if (type === 'group') appoint(code, code, 'group_leader');
    if (type !== 'branch') continue;
    const large = membersBelow(people, code).length >= LARGE;
    for (const title of large ? committeeOf.large : committeeOf.small) appoint(code, code, title);
  }
  return offices;
}

export function membersBelow(people: readonly DemoMember[], code: string): DemoMember[] {
  return people.filter((person) => person.organizationCode.startsWith(code));
}
