import { planModes, planNodes, type TestService } from '#libs/testing';
import { exemptionStatements } from '../src/exemptions/exemptions.read-model.js';
import { votersPage } from '../src/exemptions/voters.read-model.js';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { type SmallMine, smallMine } from './small-mine.js';

interface Exemption {
  readonly id: string;
  readonly personId: string;
  readonly startsOn: string;
}
interface Voter {
  readonly personId: string;
  readonly entitled: boolean;
  readonly due: boolean;
  readonly why: string | null;
  readonly exemptionReason: string | null;
}

const DAY = '2026-11-01';
const decision = '五台煤矿党委批复〔2026〕5号';

let service: TestService;
let mine: SmallMine;
let admin: Caller;
let people: Map<string, string>;
/** The secretary of the first branch, who reads and manages nobody; an officer who manages the second branch alone. */
let secretary: Caller;
let officer: Caller;

const id = (number: string): string => people.get(number) ?? '';
const exempt = (number: string, body: object = {}, by: Caller = admin) =>
  by.post(`/v1/members/${id(number)}/exemptions`, {
    exemptsFrom: 'vote_count',
    reason: 'bed_ridden',
    decision,
    startsOn: '2026-01-01',
    ...body,
  });
const made = async (number: string, body: object = {}): Promise<Exemption> =>
  (await exempt(number, body).expect(201)).body as Exemption;
const votersOf = (organization: string, by: Caller = admin, day = DAY): Promise<Voter[]> =>
  by.all<Voter>(`/v1/organizations/${organization}/voters?on=${day}&limit=2`);
const voter = async (number: string, day = DAY): Promise<Voter | undefined> =>
  (await votersOf(mine.committee, admin, day)).find(({ personId }) => personId === id(number));
const baseOf = async (organization: string): Promise<object> => {
  const { body } = await admin
    .get(`/v1/organizations/${organization}/voters?on=${DAY}&limit=1`)
    .expect(200);
  return (body as { base: object }).base;
};

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
  people = await enrol(admin, [
    { number: '1', name: '张伟', code: 'ZB-1' },
    { number: '2', name: '王芳', code: 'XZ-1' },
    { number: '3', name: '刘洋', code: 'XZ-1' },
    { number: '4', name: '陈静', code: 'XZ-1', kind: '预备党员' },
    { number: '5', name: '杨帆', code: 'XZ-1' },
    { number: '6', name: '赵磊', code: 'ZB-2' },
    { number: '7', name: '孙倩', code: 'ZB-2' },
  ]);
  await admin
    .post(`/v1/organizations/${mine.branches[0]}/offices`, {
      personId: id('1'),
      title: 'secretary',
      startsOn: '2024-01-01',
    })
    .expect(201);
  secretary = await openAccount(admin, id('1'), 'secretary');
  officer = await openAccount(admin, id('6'), 'officer');
  const [account] = await admin.all<{ id: string }>(`/v1/accounts?personId=${id('6')}`);
  await admin
    .post(`/v1/accounts/${account?.id ?? ''}/grants`, {
      role: 'committee_officer',
      organizationId: mine.branches[1],
    })
    .expect(201);
});
afterAll(() => service.stop());

describe('who votes', () => {
  it('is a full member: a probationary one has no vote (党章 Art. 7)', async () => {
    expect(await voter('4')).toMatchObject({ entitled: false, due: false, why: 'probationary' });
    expect(await voter('2')).toMatchObject({ entitled: true, due: true, why: null });
    expect(await baseOf(mine.branches[0])).toEqual({
      members: 5,
      probationary: 1,
      onPartyProbation: 0,
      entitled: 4,
      due: 4,
      presentNeeded: 2,
      yesNeeded: 3,
    });
  });

  it('is counted as due unless exempt: the majority is of those due, the meeting of those entitled (支部工作条例 Art. 11)', async () => {
    const exemption = await made('3', { endsOn: '2027-01-01' });
    expect(await voter('3')).toMatchObject({
      entitled: true,
      due: false,
      why: 'exempt',
      exemptionReason: 'bed_ridden',
    });
    expect(await baseOf(mine.branches[0])).toEqual({
      members: 5,
      probationary: 1,
      onPartyProbation: 0,
      entitled: 4,
      due: 3,
      presentNeeded: 2,
      yesNeeded: 2,
    });
    expect(await voter('3', '2025-12-31')).toMatchObject({ due: true });
    expect(await voter('3', '2027-01-01')).toMatchObject({ due: true });
    await admin.post(`/v1/exemptions/${exemption.id}/end`, { endsOn: DAY }).expect(200);
    expect(await voter('3')).toMatchObject({ due: true, why: null, exemptionReason: null });
  });

  it('is not less counted for being exempt from attendance (支部工作条例 Art. 11)', async () => {
    await made('5', { exemptsFrom: 'attendance', reason: 'long_sick' });
    expect(await voter('5')).toMatchObject({ due: true, why: null, exemptionReason: null });
  });

  it('floats and votes at home, and nowhere else (支部工作条例 Art. 11)', async () => {
    await admin
      .post(`/v1/members/${id('7')}/standing`, {
        standing: 'floating',
        changedOn: '2026-10-01',
        host: '综采一队党支部',
        contactPersonId: id('6'),
        decision,
      })
      .expect(200);
    expect((await votersOf(mine.branches[0])).map(({ personId }) => personId)).not.toContain(
      id('7'),
    );
    expect(await voter('7')).toMatchObject({ entitled: true, due: true });
    await made('7', { reason: 'floating_at_own_request', startsOn: '2026-10-01' });
    expect(await voter('7')).toMatchObject({ due: false, why: 'exempt' });
  });

  it('is told page by page, of the tree and the members of the day', async () => {
    expect((await votersOf(mine.branches[0])).map(({ personId }) => personId).sort()).toEqual(
      ['1', '2', '3', '4', '5'].map(id).sort(),
    );
    expect(await votersOf(mine.branches[0], admin, '2001-01-01')).toEqual([]);
  });
});

describe('a reason, which may tell of illness', () => {
  it('is seen by those alone who manage the members there', async () => {
    await made('2', { reason: 'unable_to_care_for_self' });
    const seen = (await votersOf(mine.branches[0], secretary)).find(
      ({ personId }) => personId === id('2'),
    );
    expect(seen).toMatchObject({ due: false, why: 'exempt', exemptionReason: null });
    await secretary.get('/v1/exemptions').expect(403);
    await exempt('2', {}, secretary).expect(403);
    const listed = await officer.all<Exemption>('/v1/exemptions');
    expect(listed.map(({ personId }) => personId)).toEqual([id('7')]);
    for (const { body } of [
      await secretary.get(`/v1/members/${id('2')}`).expect(200),
      await secretary.get('/v1/members').expect(200),
      await secretary.get('/v1/me').expect(200),
    ])
      expect(JSON.stringify(body)).not.toContain('unable_to_care_for_self');
  });

  it('is no secret to the member', async () => {
    const own = await openAccount(admin, id('2'), 'wangfang');
    expect(await own.all('/v1/me/exemptions?limit=1')).toMatchObject([
      { personId: id('2'), reason: 'unable_to_care_for_self' },
    ]);
    expect(await secretary.all('/v1/me/exemptions')).toEqual([]);
  });

  it('is not there for who may not see the person', async () => {
    await exempt('2', {}, officer).expect(404);
    const [one] = await admin.all<Exemption>(`/v1/exemptions?personId=${id('2')}`);
    await officer.post(`/v1/exemptions/${one?.id ?? ''}/end`, { endsOn: DAY }).expect(404);
    await officer.get(`/v1/organizations/${mine.branches[0]}/voters`).expect(404);
    await secretary.get(`/v1/organizations/${mine.committee}/voters`).expect(404);
  });
});

describe('an exemption', () => {
  it('is listed by branch, person and day, oldest first', async () => {
    const all = await admin.all<Exemption>('/v1/exemptions?limit=1');
    expect(all.map(({ startsOn }) => startsOn)).toEqual(all.map(({ startsOn }) => startsOn).sort());
    expect(all).toHaveLength(4);
    const of = async (query: string): Promise<string[]> =>
      (await admin.all<Exemption>(`/v1/exemptions?${query}`)).map(({ personId }) => personId);
    expect(await of(`organizationId=${mine.branches[1]}`)).toEqual([id('7')]);
    expect(await of(`personId=${id('3')}`)).toEqual([id('3')]);
    expect(await of('on=2026-06-01')).not.toContain(id('7'));
    expect(await of(`on=${DAY}`)).not.toContain(id('3'));
  });

  it('says who approved it by which document', async () => {
    const { body } = await exempt('6', { startsOn: '2026-03-01' }, officer).expect(201);
    expect(body).toMatchObject({ decision, approvedByName: '赵磊', endsOn: null });
  });

  it('is refused for what is wrong', async () => {
    const attempts = [
      [{ reason: 'tired' }, '/reason', 'isIn'],
      [{ reason: 'long_sick' }, '/reason', 'exemption_reason'],
      [{ endsOn: '2026-01-01' }, '/endsOn', 'before_start'],
      // 6 months or less abroad.
      [{ reason: 'abroad', endsOn: '2026-07-01' }, '/endsOn', 'too_short'],
      [{ exemptsFrom: 'dues' }, '/exemptsFrom', 'isIn'],
      [{ decision: '' }, '/decision', 'matches'],
    ] as const;
    for (const [wrong, pointer, code] of attempts)
      expect((await exempt('1', wrong).expect(400)).body).toMatchObject({
        errors: [{ pointer, code }],
      });
    const { body } = await admin
      .post('/v1/people', {
        name: '群众',
        citizenNumber: '11010519491231002X',
        organizationId: mine.branches[0],
      })
      .expect(201);
    const none = `/v1/members/${(body as { personId: string }).personId}/exemptions`;
    expect(
      (
        await admin
          .post(none, {
            exemptsFrom: 'attendance',
            reason: 'abroad',
            decision,
            startsOn: '2026-01-01',
          })
          .expect(409)
      ).body,
    ).toMatchObject({ code: 'memberships.none_open' });
  });

  it('of one kind is there once on a day, also for three at once', async () => {
    await made('1', { startsOn: '2026-02-01', endsOn: '2026-03-01' });
    for (const days of [
      { startsOn: '2026-02-28' },
      { startsOn: '2026-01-01', endsOn: '2026-02-02' },
      { startsOn: '2026-02-10', endsOn: '2026-02-11' },
    ])
      expect((await exempt('1', days).expect(409)).body).toMatchObject({
        code: 'exemptions.overlaps',
      });
    await made('1', { startsOn: '2026-03-01', endsOn: '2026-04-01' });
    await made('1', { startsOn: '2026-02-01', exemptsFrom: 'attendance' });
    const answers = await Promise.all([1, 2, 3].map(() => exempt('1', { startsOn: '2027-01-01' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('is ended once, and not drawn out', async () => {
    const { id: exemptionId } = await made('1', { startsOn: '2020-01-01', endsOn: '2021-01-01' });
    const end = (endsOn: string) => admin.post(`/v1/exemptions/${exemptionId}/end`, { endsOn });
    expect((await end('2022-01-01').expect(409)).body).toMatchObject({
      code: 'exemptions.already_ended',
    });
    expect((await end('2019-12-31').expect(400)).body).toMatchObject({
      errors: [{ pointer: '/endsOn', code: 'before_start' }],
    });
    await end('2020-06-01').expect(200);
    await end('2020-06-01').expect(409);
  });
});

describe('among many', () => {
  it.each(planModes)('lists are read by index (%s)', async (mode) => {
    const database = await service.database.admin('members');
    const label = mode === 'force_custom_plan' ? 'c' : 'g';
    await database.query(
      `with person as (insert into people (id, root_id, name, sex, born_on, citizen_number_sealed, citizen_number_index)
         select uuidv7(), $1, '众', '1', '1980-01-01', '\\x00', sha256(($3 || number)::bytea)
         from generate_series(1, 5000) as number returning id),
       membership as (insert into memberships (person_id, organization_id, kind, admitted_on, starts_on)
         select id, $2, 'full', '2000-01-01', '2000-01-01' from person)
       insert into exemptions (person_id, exempts_from, reason, decision, starts_on, approved_by)
       select person.id, 'vote_count', 'abroad', 'X', '2024-01-01', account.id
       from person, (select id from accounts limit 1) account`,
      [mine.committee, mine.groups[1], label],
    );
    const { rows } = await database.query<{ path: string }>(
      'select path from organizations where id = $1',
      [mine.committee],
    );
    const from = rows[0]?.path ?? '';
    const ranges = [`'{${from}}'`, `'{${from.slice(0, -1)}0}'`];
    const zero = `'00000000-0000-0000-0000-000000000000'`;
    const list = await planNodes(database, mode, exemptionStatements.page, [
      ...ranges,
      `'0001-01-01'`,
      zero,
      ...['null', 'null', 'null', '51'],
    ]);
    const reads = list.filter((node) => node['Relation Name'] === 'exemptions');
    expect(reads.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    expect(list.map((node) => node['Index Name'])).toContain('exemptions_position');
    const branch = await planNodes(database, mode, votersPage, [
      ...ranges,
      `''`,
      zero,
      `'${mine.branches[0]}'`,
      `'${DAY}'`,
      ...ranges,
      '51',
    ]);
    const exemptions = branch.filter((node) => node['Relation Name'] === 'exemptions');
    expect(exemptions.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    const members = branch.filter((node) => node['Relation Name'] === 'memberships');
    expect(members.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  });
});
