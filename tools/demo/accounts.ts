import { type OfficeTitle, terms } from '#libs/contracts';
import type { Mine } from './mine.js';
import type { DemoOrganization } from './mine-tree.js';
import { Random } from './random.js';

/** Somebody of the mine who logs in. */
export interface DemoAccount {
  readonly username: string;
  /** For people who read it: 采煤一区党支部书记 王建国. */
  readonly who: string;
  /** Null: the auditor comes from elsewhere and is no member here. */
  readonly employeeNumber: string | null;
  readonly grants: readonly { readonly role: 'auditor'; readonly organizationCode: string }[];
}

const GROUP_LEADERS = 3;
const PLAIN_MEMBERS = 3;

/** The short form of a code for user names: 0101 for WT-0101, nothing for WT. */
const suffix = (code: string): string => (code.includes('-') ? `-${code.split('-')[1] ?? ''}` : '');

export function secretaryOf(branchCode: string): string {
  return `secretary${suffix(branchCode)}`;
}

/** Reviews what the branches of a general branch submit, or of the committee itself. */
export function officerOf(organizationCode: string): string {
  return `officer${suffix(organizationCode)}`;
}

/** The user name that comes with an office; most of a committee's members do without. */
function usernameOf({ type, code }: DemoOrganization, title: OfficeTitle): string | undefined {
  switch (type) {
    case 'committee':
      return title === 'organization_commissioner' ? officerOf(code) : undefined;
    case 'general_branch':
      return officerOf(code);
    case 'branch':
      return title === 'secretary' ? secretaryOf(code) : undefined;
    case 'group':
      return `leader${suffix(code)}`;
  }
}

/**
 * The accounts of the demo: every branch's secretary, an officer of the committee and of each general branch, some group
 * leaders, some members, an auditor. Their roles come with their offices and memberships; only the auditor's is granted.
 */
export function demoAccounts(seed: number, mine: Mine): DemoAccount[] {
  const organizations = new Map(mine.organizations.map((each) => [each.code, each]));
  const members = new Map(mine.members.map((each) => [each.employeeNumber, each]));
  const officials = mine.offices.flatMap(({ organizationCode, title, employeeNumber }) => {
    const organization = organizations.get(organizationCode);
    const username = organization && usernameOf(organization, title);
    if (!organization || username === undefined) return [];
    const office = title === 'group_leader' ? '组长' : terms[title].zh;
    const name = members.get(employeeNumber)?.name ?? '';
    return [{ username, who: `${organization.name}${office} ${name}`, employeeNumber, grants: [] }];
  });
  const leaders = officials.filter(({ username }) => username.startsWith('leader'));
  const inOffice = new Set(mine.offices.map(({ employeeNumber }) => employeeNumber));
  const random = Random.of(seed, 'accounts');
  const plain = random.sample(
    mine.members.filter(
      ({ employeeNumber, standing }) => standing === 'regular' && !inOffice.has(employeeNumber),
    ),
    PLAIN_MEMBERS,
  );
  const kept = new Set(random.sample(leaders, GROUP_LEADERS));
  return [
    ...officials.filter((account) => !leaders.includes(account) || kept.has(account)),
    ...plain.map(({ employeeNumber, name, organizationCode }) => ({
      username: `member-${employeeNumber.toLowerCase()}`,
      who: `${organizations.get(organizationCode)?.name ?? ''}党员 ${name}`,
      employeeNumber,
      grants: [],
    })),
    {
      username: 'auditor',
      who: '五台煤矿党委 审计',
      employeeNumber: null,
      grants: [{ role: 'auditor', organizationCode: mine.organizations[0]?.code ?? '' }],
    },
  ];
}
