import { eventually, type TestService } from '#libs/testing';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { citizenNumber } from './roster-csv.js';
import { type SmallMine, smallMine } from './small-mine.js';
import { step, withLetter } from './transfers.harness.js';

let service: TestService;
let mine: SmallMine;
let admin: Caller;
let union: string;
let people: Map<string, string>;
/** Manages the people of the union, and of nothing else. */
let officer: Caller;

const id = (number: string): string => people.get(number) ?? '';
const decision = '五台煤矿党委批复〔2026〕5号';
const entered = async (rest: object = {}): Promise<string> => {
  const { body } = await admin
    .post('/v1/people', {
      name: '钱进',
      citizenNumber: citizenNumber(),
      organizationId: union,
      ...rest,
    })
    .expect(201);
  return (body as { personId: string }).personId;
};
/** Whose probation is cancelled, and who so is no member any more. */
const cancelled = (number: string, changedOn: string) =>
  admin.post(`/v1/members/${id(number)}/cancel-probation`, { changedOn, decision });

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
  const body = { parentId: mine.committee, type: 'committee', code: 'GH', name: '工会' };
  const made = await admin
    .post('/v1/organizations', { ...body, line: 'union', foundedOn: '2000-01-01' })
    .expect(201);
  union = (made.body as { id: string }).id;
  people = await enrol(admin, [
    { number: '1', name: '张伟', code: 'XZ-1', kind: '预备党员' },
    { number: '2', name: '李娜', code: 'XZ-2', kind: '预备党员' },
    { number: '3', name: '王芳', code: 'XZ-2', kind: '预备党员' },
    { number: '4', name: '刘洋', code: 'XZ-2', kind: '预备党员' },
  ]);
  const boss = await entered({ name: '工会主席' });
  officer = await openAccount(admin, boss, 'union-officer');
  const [account] = await admin.all<{ id: string }>(`/v1/accounts?personId=${boss}`);
  await admin
    .post(`/v1/accounts/${account?.id ?? ''}/grants`, {
      role: 'committee_officer',
      organizationId: union,
    })
    .expect(201);
});
afterAll(() => service.stop());

it('a record stays where its person was last, be that after a membership', async () => {
  await cancelled('1', '2024-01-01').expect(200);
  const path = `/v1/people/${id('1')}/affiliations`;
  await admin.post(path, { organizationId: union, startsOn: '2025-01-01' }).expect(200);
  await officer.get(`/v1/people/${id('1')}`).expect(200);
  await officer.post(`${path}/end`, { endsOn: '2026-01-01' }).expect(200);
  await officer.get(`/v1/people/${id('1')}`).expect(200);
});

it('nobody belongs to two organizations on a day that is over', async () => {
  const personId = await entered({ startsOn: '2020-01-01' });
  const path = `/v1/people/${personId}/affiliations`;
  await admin.post(`${path}/end`, { endsOn: '2025-01-01' }).expect(200);
  const again = { organizationId: mine.committee, startsOn: '2024-12-31' };
  expect((await admin.post(path, again).expect(400)).body).toMatchObject({
    errors: [{ pointer: '/startsOn', code: 'before_end' }],
  });
  await admin.post(path, { ...again, startsOn: '2025-01-01' }).expect(200);
});

it('who has been taken elsewhere meanwhile is no longer theirs who waited', async () => {
  const personId = await entered({ startsOn: '2020-01-01' });
  const database = await service.database.admin('members');
  await database.query('begin');
  await database.query('select from people where id = $1 for update', [personId]);
  const ending = officer
    .post(`/v1/people/${personId}/affiliations/end`, { endsOn: '2026-01-01' })
    .then((answer) => answer);
  await eventually(async () => {
    const watch = await service.database.admin('members');
    const { rowCount } = await watch.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    expect(rowCount).toBe(1);
  });
  await database.query(
    `update affiliations set ends_on = '2025-01-01' where person_id = $1 and ends_on is null`,
    [personId],
  );
  await database.query(
    `insert into affiliations (person_id, organization_id, starts_on) values ($1, $2, '2025-01-01')`,
    [personId, mine.committee],
  );
  await database.query('commit');
  expect((await ending).status).toBe(404);
  const { body } = await admin.get(`/v1/people/${personId}`).expect(200);
  expect(body).toMatchObject({ affiliations: [{ endsOn: null }, { endsOn: '2025-01-01' }] });
});

it('an office of the Party is a member’s', async () => {
  const office = { title: 'secretary', startsOn: '2024-01-01' };
  const path = `/v1/organizations/${mine.branches[0]}/offices`;
  const outsider = await entered({ organizationId: mine.branches[0] });
  for (const personId of [outsider, id('1')])
    expect((await admin.post(path, { ...office, personId }).expect(409)).body).toMatchObject({
      code: 'memberships.none_open',
    });
  await admin
    .post(`/v1/organizations/${union}/offices`, {
      ...office,
      personId: await entered(),
    })
    .expect(201);
});

it('who is a member no more is exempt from nothing, and so neither when admitted again', async () => {
  const exemption = {
    exemptsFrom: 'vote_count',
    reason: 'bed_ridden',
    decision,
    startsOn: '2020-01-01',
  };
  await admin.post(`/v1/members/${id('2')}/exemptions`, exemption).expect(201);
  await cancelled('2', '2026-02-01').expect(200);
  await admin
    .post(`/v1/people/${id('2')}/admit`, {
      organizationId: mine.groups[1],
      memberKind: 'full',
      admittedOn: '2026-03-01',
    })
    .expect(200);
  const voters = await admin.all<{ personId: string; due: boolean }>(
    `/v1/organizations/${mine.groups[1]}/voters?on=2026-04-01`,
  );
  expect(voters.find(({ personId }) => personId === id('2'))).toMatchObject({ due: true });
  expect(await admin.all<object>(`/v1/exemptions?personId=${id('2')}`)).toMatchObject([
    { endsOn: '2026-02-01' },
  ]);
});

it('a transfer ends the exemptions that were for want of it, and no others', async () => {
  const exempt = (kind: string, reason: string) =>
    admin
      .post(`/v1/members/${id('3')}/exemptions`, {
        exemptsFrom: kind,
        reason,
        decision,
        startsOn: '2026-01-01',
      })
      .expect(201);
  await exempt('vote_count', 'transfer_overdue');
  await exempt('attendance', 'long_sick');
  const { id: transfer } = await withLetter(
    admin,
    id('3'),
    { toOrganizationId: mine.groups[0] },
    '2026-11-01',
  );
  await step(admin, transfer, 'accept', '2026-11-05').expect(200);
  const found = await admin.all<{ reason: string; endsOn: string | null }>(
    `/v1/exemptions?personId=${id('3')}`,
  );
  expect(new Map(found.map(({ reason, endsOn }) => [reason, endsOn]))).toEqual(
    new Map([
      ['transfer_overdue', '2026-11-05'],
      ['long_sick', null],
    ]),
  );
});

it('a probation that is cancelled ends the offices of the Party, and so their roles', async () => {
  const own = await openAccount(admin, id('4'), 'leader');
  for (const [organization, title] of [
    [mine.groups[1], 'group_leader'],
    [union, 'deputy_secretary'],
  ] as const)
    await admin
      .post(`/v1/organizations/${organization}/offices`, {
        personId: id('4'),
        title,
        startsOn: '2024-01-01',
      })
      .expect(201);
  await cancelled('4', '2026-01-01').expect(200);
  const { body } = await admin.get(`/v1/people/${id('4')}`).expect(200);
  expect((body as { offices: { title: string; endsOn: string | null }[] }).offices).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ title: 'group_leader', endsOn: '2026-01-01' }),
      expect.objectContaining({ title: 'deputy_secretary', endsOn: null }),
    ]),
  );
  await eventually(async () => {
    expect((await own.get('/v1/me').expect(200)).body).toMatchObject({
      roles: [{ role: 'committee_officer', organizationId: union }],
    });
  });
});
