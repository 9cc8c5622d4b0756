import type { OfficeTitle } from '#libs/contracts';
import { allRows, type Dto, expectData } from '#libs/sdk';
import { Api } from '../../tools/api/api.js';
import { fictionalCitizenNumber } from '../../tools/demo/citizen-number.js';
import { adminPassword, type TestSuite } from './suite.js';

/** One branch of the small mine, with all that belongs to it. */
export interface BranchOfWorld {
  readonly id: string;
  readonly groupId: string;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** Logged in as the branch's secretary, and as a plain member of its group. */
  readonly secretary: Api;
  readonly member: Api;
}

/** A committee with two sibling branches, made through the gateway as a client would. */
export interface World {
  readonly admin: Api;
  readonly officer: Api;
  readonly committeeId: string;
  readonly own: BranchOfWorld;
  readonly sibling: BranchOfWorld;
}

/** Of every account of the world but the administrator's. */
export const accountPassword = 'a-password-for-journeys';
const foundedOn = '2020-01-01';

function roster(
  rows: readonly { code: string; name: string; number: number }[],
): Uint8Array<ArrayBuffer> {
  const header =
    '工号,姓名,性别,民族,出生日期,公民身份号码,学历,手机号,所在组织编码,党员类别,入党日期,转正日期,状态';
  const lines = rows.map(({ code, name, number }) => {
    const citizen = fictionalCitizenNumber('1985-03-04', 'male', number);
    return `T${number},${name},男,汉族,1985-03-04,${citizen},大学本科,199000000${10 + number},${code},正式党员,2010-07-01,2011-07-01,在册`;
  });
  return new TextEncoder().encode([header, ...lines].join('\n'));
}

async function logIn(suite: TestSuite, username: string, secret: string): Promise<Api> {
  const api = new Api(suite.url);
  await api.logIn(username, secret);
  return api;
}

/** Gives the person an account and logs in with it. */
export async function account(
  suite: TestSuite,
  admin: Api,
  personId: string,
  username: string,
): Promise<Api> {
  expectData(
    await admin.client.POST('/v1/accounts', {
      body: { personId, username, password: accountPassword },
    }),
  );
  return logIn(suite, username, accountPassword);
}

async function appoint(
  admin: Api,
  organizationId: string,
  personId: string,
  title: OfficeTitle,
): Promise<void> {
  expectData(
    await admin.client.POST('/v1/organizations/{id}/offices', {
      params: { path: { id: organizationId } },
      body: { personId, title, startsOn: foundedOn },
    }),
  );
}

export async function buildWorld(suite: TestSuite): Promise<World> {
  const admin = await logIn(suite, 'admin', adminPassword);
  const organization = async (
    own: Omit<Dto<'CreateOrganizationRequest'>, 'foundedOn'>,
  ): Promise<Dto<'OrganizationDto'>> =>
    expectData(await admin.client.POST('/v1/organizations', { body: { foundedOn, ...own } }));
  const committee = await organization({
    parentId: null,
    type: 'committee',
    code: 'W',
    name: '五台党委',
  });
  const places = [];
  for (const key of ['A', 'B']) {
    const branch = await organization({
      parentId: committee.id,
      type: 'branch',
      category: 'production',
      code: `W-${key}`,
      name: `${key} 党支部`,
    });
    const group = await organization({
      parentId: branch.id,
      type: 'group',
      code: `W-${key}1`,
      name: `${key} 一组`,
    });
    places.push({ key, branch, group });
  }
  const rows = places.flatMap(({ key }, place) =>
    [1, 2, 3, 4].map((n) => ({ code: `W-${key}1`, name: `${key}员${n}`, number: place * 10 + n })),
  );
  const { operationId } = await admin.upload<{ operationId: string }>(
    '/v1/roster-imports?dryRun=false',
    'roster.csv',
    roster(rows),
  );
  await admin.finished(operationId);
  const branches: BranchOfWorld[] = [];
  for (const { key, branch, group } of places) {
    const members = await allRows(admin.client, '/v1/members', {
      query: { organizationId: branch.id },
    });
    const people = members.map(({ personId, name }) => ({ id: personId, name }));
    const [first, second] = people;
    if (!first || !second) throw new Error(`branch ${key} has no members`);
    await appoint(admin, branch.id, first.id, 'secretary');
    branches.push({
      id: branch.id,
      groupId: group.id,
      people,
      secretary: await account(suite, admin, first.id, `secretary-${key}`),
      member: await account(suite, admin, second.id, `member-${key}`),
    });
  }
  const [own, sibling] = branches;
  const officerPerson = sibling?.people[3];
  if (!own || !sibling || !officerPerson) throw new Error('the world is not whole');
  await appoint(admin, committee.id, officerPerson.id, 'organization_commissioner');
  const officer = await account(suite, admin, officerPerson.id, 'officer');
  return { admin, officer, committeeId: committee.id, own, sibling };
}
