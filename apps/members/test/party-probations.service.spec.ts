import { planModes, planNodes } from '#libs/testing';
import { partyProbationStatements } from '../src/party-probations/party-probations.read-model.js';
import { type Caller, enrol, openAccount } from './members.harness.js';
import {
  decide,
  document,
  grantOfficer,
  impose,
  imposed,
  type PartyProbationBody,
} from './party-probations.harness.js';
import { TransfersHarness } from './transfers.harness.js';

let harness: TransfersHarness;
let admin: Caller;
/** The secretary of the first branch, who manages nobody; an officer who manages the second branch alone. */
let secretary: Caller;
let officer: Caller;
let people: Map<string, string>;

const TODAY = '2040-03-15';
const id = (number: string): string => people.get(number) ?? '';

beforeAll(async () => {
  harness = await TransfersHarness.start();
  admin = harness.admin;
  people = await enrol(admin, [
    { number: '1', name: '张伟', code: 'XZ-1' },
    { number: '2', name: '王芳', code: 'XZ-1' },
    { number: '3', name: '刘洋', code: 'XZ-1', kind: '预备党员', admittedOn: '2039-01-01' },
    { number: '4', name: '陈静', code: 'XZ-1' },
    { number: '5', name: '杨帆', code: 'ZB-1' },
    { number: '6', name: '赵磊', code: 'ZB-2' },
    { number: '7', name: '孙倩', code: 'XZ-2' },
  ]);
  await admin
    .post(`/v1/organizations/${harness.mine.branches[0]}/offices`, {
      personId: id('5'),
      title: 'secretary',
      startsOn: '2039-01-01',
    })
    .expect(201);
  secretary = await openAccount(admin, id('5'), 'secretary');
  officer = await openAccount(admin, id('6'), 'officer');
  await grantOfficer(admin, id('6'), harness.mine.branches[1]);
});
afterAll(() => harness.stop());

describe('a probation within the Party', () => {
  it('is imposed, extended and ended, each by its document, and all of it stays readable', async () => {
    const { id: one, ...whole } = await imposed(officer, id('7'));
    expect(whole).toEqual({
      personId: id('7'),
      name: '孙倩',
      organizationId: harness.mine.groups[1],
      organizationName: '组织XZ-2',
      startsOn: '2040-01-01',
      endsOn: '2041-01-01',
      decisions: [
        {
          outcome: 'imposed',
          decidedOn: '2040-01-01',
          decision: document,
          endsOn: '2041-01-01',
          approvedByName: '赵磊',
        },
      ],
    });
    await decide(officer, one, 'extend', '2042-01-01').expect(200);
    await decide(officer, one, 'end', '2041-06-01').expect(200);
    // What was ended may still be annulled.
    const { body } = await decide(admin, one, 'end', '2040-01-01').expect(200);
    expect(body).toMatchObject({
      startsOn: '2040-01-01',
      endsOn: '2040-01-01',
      decisions: [
        { outcome: 'imposed', endsOn: '2041-01-01' },
        { outcome: 'extended', endsOn: '2042-01-01' },
        { outcome: 'ended', endsOn: '2041-06-01', approvedByName: '赵磊' },
        { outcome: 'ended', endsOn: '2040-01-01', approvedByName: null },
      ],
    });
    // What was annulled holds on no day, and is in the way of nothing.
    await imposed(officer, id('7'));
  });

  it('is two years long at most, however it came to that (党章 Art. 41)', async () => {
    expect((await impose(admin, id('1'), { endsOn: '2042-01-02' }).expect(422)).body).toMatchObject(
      {
        code: 'sanctions.too_long',
        errors: [
          { pointer: '/endsOn', code: 'party_probation_length', message: '最迟至2042-01-01' },
        ],
      },
    );
    const { id: one } = await imposed(admin, id('1'));
    expect((await decide(admin, one, 'extend', '2042-01-02').expect(422)).body).toMatchObject({
      code: 'sanctions.too_long',
    });
    await decide(admin, one, 'extend', '2042-01-01').expect(200);
    // Another one from its end on would be an extension by another name.
    for (const days of [
      { startsOn: '2042-01-01', endsOn: '2042-02-01' },
      { startsOn: '2041-12-31', endsOn: '2042-02-01' },
      { startsOn: '2040-02-01', endsOn: '2040-03-01' },
    ])
      expect((await impose(admin, id('1'), days).expect(409)).body).toMatchObject({
        code: 'sanctions.overlaps',
      });
    await imposed(admin, id('1'), { startsOn: '2042-01-02', endsOn: '2043-01-02' });
    await decide(admin, one, 'end', '2041-12-01').expect(200);
  });

  it('is as long as the rule says, which may be changed', async () => {
    const rules = await admin.all<{ code: string; value: number }>('/v1/rules');
    expect(rules).toContainEqual(
      expect.objectContaining({ code: 'party_probation_months', value: 24, unit: 'months' }),
    );
    const shorter = { code: 'party_probation_months', value: 12, validFrom: '2044-01-01' };
    await admin.post('/v1/rules', shorter).expect(201);
    for (const [startsOn, latest] of [
      ['2043-12-31', '2045-12-31'],
      ['2044-01-01', '2045-01-01'],
    ])
      expect(
        (await impose(admin, id('1'), { startsOn, endsOn: '2046-01-01' }).expect(422)).body,
      ).toMatchObject({ errors: [{ message: `最迟至${latest}` }] });
  });

  it('is refused for what is wrong', async () => {
    const attempts = [
      [{ startsOn: '2039-12-31' }, '/startsOn', 'before_decision'],
      [{ endsOn: '2040-01-01' }, '/endsOn', 'before_start'],
      [{ decidedOn: '2040-03-16', startsOn: '2040-03-16' }, '/decidedOn', 'future'],
      [
        { decidedOn: '2012-06-30', startsOn: '2012-06-30', endsOn: '2013-01-01' },
        '/decidedOn',
        'before_admission',
      ],
      // Nobody decided of a member who was none yet, whenever it holds.
      [{ decidedOn: '0204-01-01' }, '/decidedOn', 'before_admission'],
      [{ decision: ' ' }, '/decision', 'matches'],
      [{ endsOn: '2040-02-30' }, '/endsOn', 'isDay'],
    ] as const;
    for (const [wrong, pointer, code] of attempts)
      expect((await impose(admin, id('2'), wrong).expect(400)).body).toMatchObject({
        errors: [{ pointer, code }],
      });
    expect(await admin.all(`/v1/party-probations?personId=${id('2')}`)).toEqual([]);
  });

  it('is no sanction of a probationary member, nor of who is no member', async () => {
    expect((await impose(admin, id('3')).expect(409)).body).toMatchObject({
      code: 'sanctions.probationary_member',
      title: '预备党员不适用留党察看，应延长预备期或取消预备党员资格',
    });
    await admin
      .post(`/v1/members/${id('3')}/confirm`, { changedOn: '2040-02-01', decision: document })
      .expect(200);
    // On that day they were probationary.
    expect((await impose(admin, id('3'), { endsOn: '2040-06-01' }).expect(409)).body).toMatchObject(
      { code: 'sanctions.probationary_member' },
    );
    const { body } = await admin
      .post('/v1/people', {
        name: '群众',
        citizenNumber: '11010519491231002X',
        organizationId: harness.mine.branches[0],
      })
      .expect(201);
    const { personId } = body as { personId: string };
    expect((await impose(admin, personId).expect(409)).body).toMatchObject({
      code: 'memberships.none_open',
    });
  });

  it('is decided of in the order of the days, and ended once', async () => {
    const { id: one } = await imposed(admin, id('2'));
    const refused = async (what: 'extend' | 'end', endsOn: string, body?: object) =>
      (await decide(admin, one, what, endsOn, body).expect(400)).body as object;
    expect(await refused('extend', '2041-01-01')).toMatchObject({
      errors: [{ pointer: '/endsOn', code: 'before_end' }],
    });
    expect(await refused('extend', '2041-02-01', { decidedOn: '2039-12-31' })).toMatchObject({
      errors: [{ pointer: '/decidedOn', code: 'before_decision' }],
    });
    // With the first day itself it would be annulled.
    expect(await refused('end', '2039-12-31')).toMatchObject({
      errors: [{ pointer: '/endsOn', code: 'before_start', message: '早于起始日期' }],
    });
    expect(await refused('end', '2041-01-01', { decidedOn: '2040-03-16' })).toMatchObject({
      errors: [{ pointer: '/decidedOn', code: 'future' }],
    });
    const ended = { code: 'sanctions.already_ended' };
    expect((await decide(admin, one, 'end', '2041-01-02').expect(409)).body).toMatchObject(ended);
    // Rights are restored on the day that was set, by a decision.
    const { body } = await decide(admin, one, 'end', '2041-01-01').expect(200);
    expect((body as PartyProbationBody).decisions).toHaveLength(2);
    expect((await decide(admin, one, 'end', '2041-01-01').expect(409)).body).toMatchObject(ended);
    expect((await decide(admin, one, 'extend', '2041-06-01').expect(409)).body).toMatchObject(
      ended,
    );
  });
});

describe('two at once', () => {
  it('impose one', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => impose(admin, id('4'))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('decide of it one after the other', async () => {
    const [one] = await admin.all<PartyProbationBody>(`/v1/party-probations?personId=${id('4')}`);
    const extended = await Promise.all(
      [1, 2].map(() => decide(admin, one?.id ?? '', 'extend', '2041-06-01')),
    );
    expect(extended.map(({ status }) => status).sort()).toEqual([200, 400]);
    const ended = await Promise.all(
      [1, 2].map(() => decide(admin, one?.id ?? '', 'end', '2041-06-01')),
    );
    expect(ended.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [after] = await admin.all<PartyProbationBody>(`/v1/party-probations?personId=${id('4')}`);
    expect(after?.decisions.map(({ outcome }) => outcome)).toEqual([
      'imposed',
      'extended',
      'ended',
    ]);
  });
});

describe('the list', () => {
  it('is that of its pages, by branch, person and day', async () => {
    const all = await admin.all<PartyProbationBody>('/v1/party-probations?limit=1');
    expect(all).toEqual(await admin.all('/v1/party-probations'));
    expect(all.map(({ startsOn }) => startsOn)).toEqual(all.map(({ startsOn }) => startsOn).sort());
    const of = async (query: string): Promise<string[]> =>
      (await admin.all<PartyProbationBody>(`/v1/party-probations?${query}`)).map(
        ({ personId }) => personId,
      );
    expect(await of(`organizationId=${harness.mine.branches[1]}`)).toEqual([id('7'), id('7')]);
    expect(await of(`personId=${id('1')}`)).toEqual([id('1'), id('1')]);
    expect((await of(`on=${TODAY}`)).sort()).toEqual(['1', '2', '4', '7'].map(id).sort());
    expect(await of('on=2042-06-01')).toEqual([id('1')]);
  });

  it('is for those alone who manage members, and shows them theirs', async () => {
    await secretary.get('/v1/party-probations').expect(403);
    await impose(secretary, id('2')).expect(403);
    const seen = await officer.all<PartyProbationBody>('/v1/party-probations');
    expect(new Set(seen.map(({ personId }) => personId))).toEqual(new Set([id('7')]));
    await impose(officer, id('2'), { startsOn: '2042-01-01', endsOn: '2042-02-01' }).expect(404);
    const [other] = await admin.all<PartyProbationBody>(`/v1/party-probations?personId=${id('2')}`);
    for (const what of ['extend', 'end'] as const)
      expect(
        (await decide(officer, other?.id ?? '', what, '2040-06-01').expect(404)).body,
      ).toMatchObject({ code: 'sanctions.not_found' });
    const nobody = '00000000-0000-7000-8000-000000000000';
    await impose(admin, nobody).expect(404);
    await decide(admin, nobody, 'end', '2040-06-01').expect(404);
  });

  it.each(planModes)('is read by index among many (%s)', async (mode) => {
    const database = await harness.service.database.admin('members');
    await database.query(
      `with person as (insert into people (id, root_id, name, sex, born_on, citizen_number_sealed, citizen_number_index)
         select uuidv7(), $1, '众', '1', '1980-01-01', '\\x00', sha256(($3 || number)::bytea)
         from generate_series(1, 5000) as number returning id),
       membership as (insert into memberships (person_id, organization_id, kind, admitted_on, starts_on)
         select id, $2, 'full', '2000-01-01', '2000-01-01' from person)
       insert into party_probations (person_id, starts_on, ends_on) select id, '2024-01-01', '2025-01-01' from person`,
      [harness.mine.committee, harness.mine.groups[1], mode],
    );
    await database.query('analyze party_probations');
    const { rows } = await database.query<{ path: string }>(
      'select path from organizations where id = $1',
      [harness.mine.committee],
    );
    const from = rows[0]?.path ?? '';
    const ranges = [`'{${from}}'`, `'{${from.slice(0, -1)}0}'`];
    const zero = `'00000000-0000-0000-0000-000000000000'`;
    const list = await planNodes(database, mode, partyProbationStatements.page, [
      ...ranges,
      `'0001-01-01'`,
      zero,
      ...['null', 'null', 'null', '51'],
    ]);
    expect(list.map((node) => node['Index Name'])).toContain('party_probations_position');
    const reads = list.filter((node) => node['Relation Name'] === 'party_probations');
    expect(reads.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  });
});
