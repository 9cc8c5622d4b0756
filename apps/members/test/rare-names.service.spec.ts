import type { TestService } from '#libs/testing';
import { type Caller, startMembers } from './members.harness.js';
import { citizenNumber } from './roster-csv.js';
import { type SmallMine, smallMine } from './small-mine.js';

/** Beyond the plane of the characters that most people have; and a name whose parts are parted by a point. */
const RARE = '𠮷𡋾三';
const POINTED = '买买提·吐尔逊';

let service: TestService;
let mine: SmallMine;
let admin: Caller;

const member = (name: string) => ({
  name,
  citizenNumber: citizenNumber(),
  organizationId: mine.groups[0],
  memberKind: 'full',
  admittedOn: '2012-07-01',
});
const found = async (search: string): Promise<string[]> =>
  (await admin.all<{ name: string }>(`/v1/members?search=${encodeURIComponent(search)}`)).map(
    ({ name }) => name,
  );

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
});
afterAll(() => service.stop());
beforeEach(async () => {
  const database = await service.database.admin('members');
  for (const table of ['looks', 'memberships', 'people'])
    await database.query(`delete from ${table}`);
});

it.each([RARE, POINTED])('%s is entered by hand, one and by batch, and found', async (name) => {
  await admin.post('/v1/members', member(name)).expect(201);
  const { body } = await admin
    .post('/v1/members/batch', { mode: 'partial', items: [member(name), member('张伟')] })
    .expect(200);
  expect(body).toMatchObject({ made: 2 });
  expect(await found(name)).toEqual([name, name]);
  expect(await found(name.slice(0, 2))).toEqual([name, name]);
  expect(await found(name.replace('·', ' '))).toEqual([name, name]);
});

it('an employee number with signs in it is found as it is written, and without them', async () => {
  await admin.post('/v1/members', { ...member('张伟'), employeeNumber: 'WT-100/7' }).expect(201);
  for (const search of ['WT-100/7', 'wt-100', 'WT1007', 'wt 100 7'])
    expect([search, await found(search)]).toEqual([search, ['张伟']]);
  expect(await found('WT-101')).toEqual([]);
});

it.each([RARE, POINTED])('%s comes by a roster, in either mode', async (name) => {
  const HEADER = '姓名,公民身份号码,所在组织编码,党员类别,入党日期';
  const number = citizenNumber();
  const file = (by: string): string =>
    [HEADER, `${by},${number},XZ-1,正式党员,2012-07-01`].join('\n');
  expect(await admin.imported('dryRun=false', file(name))).toMatchObject({
    status: 'succeeded',
    report: { created: 1 },
  });
  expect(await found(name)).toEqual([name]);
  for (const [now, before] of [
    ['张伟', name],
    [name, '张伟'],
  ] as const) {
    expect(await admin.imported('dryRun=false&mode=update', file(now))).toMatchObject({
      report: { updated: 1 },
    });
    expect([await found(now), await found(before)]).toEqual([[now], []]);
  }
});
