import { type DirectoryEntry, directoryPageSchema } from '#libs/contracts';
import { internalBearer } from '#libs/auth';
import { developmentSecret } from '#libs/config';
import { eventually, planModes, planNodes, type TestService } from '#libs/testing';
import request from 'supertest';
import { membershipChangesPage } from '../src/memberships/memberships.read-model.js';
import { appoint } from './codes.harness.js';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import {
  type ChangeBody,
  decide,
  decided,
  decision,
  revoke,
  stateOf,
} from './revocations.harness.js';
import { type SmallMine, smallMine } from './small-mine.js';
import {
  outside,
  request as requestTransfer,
  step,
  type TransferBody,
} from './transfers.harness.js';

let service: TestService;
let mine: SmallMine;
let admin: Caller;
/** An officer of the committee by name, one who manages the sibling branch alone, and the secretary of the own one. */
let officer: Caller;
let elsewhere: Caller;
let secretary: Caller;
let people: Map<string, string>;

const id = (number: string): string => people.get(number) ?? '';
const PROBATIONARY = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L'];

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
  people = await enrol(admin, [
    ...PROBATIONARY.map((number) => ({ number, name: '张伟', code: 'ZB-1', kind: '预备党员' })),
    { number: 'O', name: '李强', code: 'ZB-1' },
    { number: 'S', name: '王芳', code: 'ZB-1' },
    { number: 'X', name: '赵敏', code: 'ZB-2' },
    { number: 'N', name: '刘洋', code: 'XZ-2', kind: '预备党员' },
  ]);
  await appoint(admin, mine.committee, id('O'), 'organization_commissioner');
  await appoint(admin, mine.branches[0], id('S'), 'secretary');
  officer = await openAccount(admin, id('O'), 'officer');
  secretary = await openAccount(admin, id('S'), 'secretary');
  elsewhere = await openAccount(admin, id('X'), 'elsewhere');
  const accounts = await admin.all<{ id: string; username: string }>('/v1/accounts?limit=200');
  const account = accounts.find(({ username }) => username === 'elsewhere');
  await admin
    .post(`/v1/accounts/${account?.id}/grants`, {
      role: 'committee_officer',
      organizationId: mine.branches[1],
    })
    .expect(201);
});
afterAll(() => service.stop());

const confirmation = { changedOn: '2013-07-05' };
const confirm = (number: string): Promise<string> =>
  decided(admin, id(number), 'confirm', confirmation);
const history = (number: string, by = admin): Promise<ChangeBody[]> =>
  by.all<ChangeBody>(`/v1/members/${id(number)}/changes?limit=1`);
const onDay = async (number: string, day: string): Promise<unknown[]> =>
  (await admin.all<{ personId: string; memberKind: string }>(`/v1/members?limit=200&on=${day}`))
    .filter(({ personId }) => personId === id(number))
    .map(({ memberKind }) => memberKind);

describe('a decision that was wrong', () => {
  it('is revoked: the member is what they were, on every day, and the history tells both', async () => {
    const before = await stateOf(service, admin, id('A'));
    const probations = await admin.all('/v1/probations');
    const confirmed = await confirm('A');
    expect(await onDay('A', '2020-01-01')).toEqual(['full']);
    const { status, body } = await revoke(officer, id('A'), confirmed);
    expect([status, body]).toMatchObject([
      200,
      {
        change: 'revoked',
        changedOn: '2026-11-01',
        decision: '五台矿党委会议纪要〔2026〕8号',
        organizationId: mine.branches[0],
        byName: '李强',
        revokesId: confirmed,
        reason: '误录',
        revocation: null,
      },
    ]);
    expect(await stateOf(service, admin, id('A'))).toEqual(before);
    expect(await admin.all('/v1/probations')).toEqual(probations);
    expect([await onDay('A', '2013-07-05'), await onDay('A', '2020-01-01')]).toEqual([
      ['probationary'],
      ['probationary'],
    ]);
    const { id: revocation } = body as ChangeBody;
    expect(await history('A')).toMatchObject([
      {
        id: confirmed,
        change: 'confirmed',
        decision,
        byName: null,
        revokesId: null,
        reason: null,
        revocation: { id: revocation, revokedOn: '2026-11-01', byName: '李强', reason: '误录' },
      },
      { id: revocation, change: 'revoked', revokesId: confirmed, revocation: null },
    ]);
  });

  it('is decided anew, for an earlier day too', async () => {
    const before = await stateOf(service, admin, id('A'));
    const again = await decided(admin, id('A'), 'confirm', { changedOn: '2013-07-01' });
    expect([await onDay('A', '2013-06-30'), await onDay('A', '2013-07-01')]).toEqual([
      ['probationary'],
      ['full'],
    ]);
    await revoke(admin, id('A'), again).expect(200);
    expect(await stateOf(service, admin, id('A'))).toEqual(before);
  });

  it('tells the other services that what they were told of holds no longer', async () => {
    const entries = async (): Promise<DirectoryEntry[]> => {
      const { body } = await request(service.url)
        .get('/internal/v1/directory')
        .query({ after: '', limit: 5000 })
        .set('authorization', internalBearer(developmentSecret))
        .expect(200);
      return directoryPageSchema.parse(body).entries;
    };
    const memberships = async (): Promise<object[]> =>
      (await entries()).filter(
        (entry) => entry.kind === 'membership' && entry.personId === id('B'),
      );
    const database = await service.database.admin('members');
    const bells = async (): Promise<number | null> =>
      (await database.query(`select from outbox where type = 'members.directory.changed'`))
        .rowCount;
    const confirmed = await confirm('B');
    const rung = await bells();
    await eventually(async () => expect(await memberships()).toHaveLength(2));
    await revoke(admin, id('B'), confirmed).expect(200);
    expect(await bells()).toBe((rung ?? 0) + 1);
    await eventually(async () =>
      expect(
        (await memberships()).sort((a, b) =>
          'endsOn' in a && 'endsOn' in b && a.endsOn === null ? -1 : 1,
        ),
      ).toMatchObject([
        { memberKind: 'probationary', startsOn: '2012-07-01', endsOn: null },
        { memberKind: 'full', startsOn: '2012-07-01', endsOn: '2012-07-01' },
      ]),
    );
  });

  it('is revoked once by two at once', async () => {
    const confirmed = await confirm('C');
    const answers = await Promise.all([1, 2, 3].map(() => revoke(admin, id('C'), confirmed)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    for (const { status, body } of answers)
      if (status === 409) expect(body).toMatchObject({ code: 'memberships.revoked_already' });
    expect(await history('C')).toHaveLength(2);
  });

  it('and another at the same moment follow one another', async () => {
    const extended = await decided(admin, id('D'), 'extend-probation', {
      changedOn: '2013-07-01',
      until: '2014-07-01',
    });
    const [revoked, confirmed] = await Promise.all([
      revoke(admin, id('D'), extended),
      decide(admin, id('D'), 'confirm', { changedOn: '2014-07-01' }),
    ]);
    expect(confirmed.status).toBe(200);
    expect([200, 409]).toContain(revoked.status);
    if (revoked.status === 409)
      expect(revoked.body).toMatchObject({ code: 'memberships.not_last' });
    else expect((await history('D')).at(-1)).toMatchObject({ change: 'revoked' });
    expect(await onDay('D', '2015-01-01')).toEqual(['full']);
  });
});

describe('a cancelled probation', () => {
  const exemption = {
    exemptsFrom: 'attendance',
    reason: 'bed_ridden',
    decision,
    startsOn: '2026-01-01',
  };

  it('is revoked with what ended by it: offices and exemptions, as long as they were to last', async () => {
    await appoint(admin, mine.groups[0], id('E'), 'group_leader');
    await admin
      .post(`/v1/organizations/${mine.branches[0]}/offices`, {
        personId: id('E'),
        title: 'publicity_commissioner',
        startsOn: '2024-01-01',
        endsOn: '2027-01-01',
      })
      .expect(201);
    await admin.post(`/v1/members/${id('E')}/exemptions`, exemption).expect(201);
    const before = await stateOf(service, admin, id('E'));
    const cancelled = await decided(admin, id('E'), 'cancel-probation', {
      changedOn: '2026-06-01',
    });
    expect(await stateOf(service, admin, id('E'))).toMatchObject({
      memberships: [{ endsOn: '2026-06-01' }],
      offices: [{ endsOn: '2026-06-01' }, { endsOn: '2026-06-01' }],
      exemptions: [{ ends_on: '2026-06-01' }],
    });
    await revoke(admin, id('E'), cancelled).expect(200);
    expect(await stateOf(service, admin, id('E'))).toEqual(before);
  });

  it('gives back no office that somebody else holds by now, nor what was ended otherwise', async () => {
    const deputy = { personId: id('E'), title: 'deputy_secretary', startsOn: '2024-01-01' };
    const made = await admin
      .post(`/v1/organizations/${mine.branches[0]}/offices`, deputy)
      .expect(201);
    const cancelled = await decided(admin, id('E'), 'cancel-probation', {
      changedOn: '2026-07-01',
    });
    await admin
      .post(`/v1/offices/${(made.body as { id: string }).id}/end`, { endsOn: '2026-05-01' })
      .expect(200);
    await admin
      .post(`/v1/organizations/${mine.groups[0]}/offices`, {
        personId: id('S'),
        title: 'group_leader',
        startsOn: '2026-07-01',
      })
      .expect(201);
    await revoke(admin, id('E'), cancelled).expect(200);
    const { offices } = await stateOf(service, admin, id('E'));
    const ends = (offices as { title: string; endsOn: string | null }[]).map((office) => [
      office.title,
      office.endsOn,
    ]);
    expect(Object.fromEntries(ends)).toEqual({
      group_leader: '2026-07-01',
      publicity_commissioner: '2027-01-01',
      deputy_secretary: '2026-05-01',
    });
  });

  it('stays so while they are a member by another admission, or the organization is gone', async () => {
    const cancelled = await decided(admin, id('F'), 'cancel-probation', {
      changedOn: '2020-06-01',
    });
    const admission = {
      organizationId: mine.branches[0],
      memberKind: 'probationary',
      admittedOn: '2021-01-01',
    };
    await admin.post(`/v1/people/${id('F')}/admit`, admission).expect(200);
    expect((await revoke(admin, id('F'), cancelled)).body).toMatchObject({
      status: 409,
      code: 'memberships.relied_upon',
      reliedUponBy: 'membership',
    });
    const second = await decided(admin, id('F'), 'cancel-probation', { changedOn: '2022-01-01' });
    expect((await revoke(admin, id('F'), cancelled)).body).toMatchObject({
      code: 'memberships.not_last',
    });
    await revoke(admin, id('F'), second).expect(200);

    const gone = await decided(admin, id('N'), 'cancel-probation', { changedOn: '2020-06-01' });
    const path = `/v1/organizations/${mine.groups[1]}`;
    const { headers } = await admin.get(path).expect(200);
    await admin
      .postTo(`${path}/dissolve`, { dissolvedOn: '2026-01-01' }, headers['etag'] ?? '')
      .expect(200);
    expect((await revoke(admin, id('N'), gone)).body).toMatchObject({
      status: 409,
      code: 'organizations.dissolved',
    });
  });
});

describe('is refused', () => {
  it('what is not the last decision, what was revoked, and what no decision of the room is', async () => {
    const confirmed = await confirm('G');
    const sick = await decided(admin, id('G'), 'standing', {
      standing: 'long_sick',
      changedOn: '2020-01-01',
      contactPersonId: id('O'),
    });
    const code = async (changeId: string): Promise<unknown> => {
      const { status, body } = await revoke(admin, id('G'), changeId);
      return status === 200 ? 200 : (body as { code: string }).code;
    };
    expect(await code(confirmed)).toBe('memberships.not_last');
    expect(await code(sick)).toBe(200);
    expect(await code(sick)).toBe('memberships.revoked_already');
    const [, , revocation] = await history('G');
    expect(revocation?.change).toBe('revoked');
    expect(await code(revocation?.id ?? '')).toBe('memberships.not_revocable');
    expect(await code(confirmed)).toBe(200);

    const asked = await requestTransfer(
      admin,
      id('G'),
      { toOrganizationId: mine.branches[1] },
      '2026-11-01',
    );
    const { id: transfer } = asked.body as TransferBody;
    for (const name of ['approve-out', 'issue-letter', 'accept'])
      await step(admin, transfer, name, '2026-11-02').expect(200);
    const transferred = (await history('G')).find(({ change }) => change === 'transferred');
    expect(await code(transferred?.id ?? '')).toBe('memberships.not_revocable');
  });

  it('what a transfer under way rests on, until it is withdrawn, and one of before that went on since', async () => {
    const confirmed = await confirm('H');
    const asked = await requestTransfer(admin, id('H'), { toOutside: outside }, '2026-01-01');
    const { id: transfer } = asked.body as TransferBody;
    const refused = { status: 409, code: 'memberships.relied_upon', reliedUponBy: 'transfer' };
    expect((await revoke(admin, id('H'), confirmed)).body).toMatchObject(refused);
    await step(admin, transfer, 'withdraw', '2026-01-02', '试').expect(200);
    await revoke(admin, id('H'), confirmed).expect(200);

    const next = await requestTransfer(admin, id('H'), { toOutside: outside }, '2026-01-01');
    const { id: later } = next.body as TransferBody;
    expect(next.body).toMatchObject({ memberKind: 'probationary' });
    const extended = await decided(admin, id('H'), 'extend-probation', {
      changedOn: '2013-07-01',
      until: '2014-07-01',
    });
    await revoke(admin, id('H'), extended).expect(200);
    const again = await confirm('H');
    await step(admin, later, 'approve-out', '2026-01-02').expect(200);
    expect((await revoke(admin, id('H'), again)).body).toMatchObject(refused);
  });

  it('what an office of the Party rests on that was given since', async () => {
    const confirmed = await confirm('I');
    const term = { personId: id('I'), title: 'discipline_commissioner', startsOn: '2024-01-01' };
    const made = await admin
      .post(`/v1/organizations/${mine.branches[0]}/offices`, term)
      .expect(201);
    expect((await revoke(admin, id('I'), confirmed)).body).toMatchObject({
      status: 409,
      code: 'memberships.relied_upon',
      reliedUponBy: 'office',
    });
    const { id: office } = made.body as { id: string };
    await admin.post(`/v1/offices/${office}/end`, { endsOn: '2024-01-01' }).expect(200);
    await revoke(admin, id('I'), confirmed).expect(200);
  });

  it('what was decided when the state before was not kept', async () => {
    const confirmed = await confirm('J');
    const database = await service.database.admin('members');
    await database.query('update membership_changes set before = null where id = $1', [confirmed]);
    const before = await stateOf(service, admin, id('J'));
    expect((await revoke(admin, id('J'), confirmed)).body).toMatchObject({
      status: 409,
      code: 'memberships.before_unknown',
    });
    expect(await stateOf(service, admin, id('J'))).toEqual(before);
  });

  it('a day that is not yet or before the decision, and what says no reason', async () => {
    const confirmed = await confirm('K');
    for (const [body, pointer] of [
      [{ revokedOn: '2999-01-01' }, '/revokedOn'],
      [{ revokedOn: '2013-07-04' }, '/revokedOn'],
      [{ reason: ' ' }, '/reason'],
      [{ reason: '' }, '/reason'],
      [{ decision: '' }, '/decision'],
    ] as const)
      expect((await revoke(admin, id('K'), confirmed, body)).body).toMatchObject({
        status: 400,
        errors: [{ pointer }],
      });
    expect(await history('K')).toHaveLength(1);
    await revoke(admin, id('K'), confirmed, { revokedOn: '2013-07-05' }).expect(200);
  });

  it('to those who may not, and what they may not see is not there', async () => {
    const confirmed = await confirm('L');
    expect((await revoke(secretary, id('L'), confirmed)).body).toMatchObject({
      status: 403,
      code: 'auth.forbidden',
    });
    expect((await revoke(elsewhere, id('L'), confirmed)).body).toMatchObject({
      status: 404,
      code: 'members.not_found',
    });
    for (const change of [confirmed, '0190a0b0-0000-7000-8000-000000000000'])
      expect((await revoke(admin, id('X'), change)).body).toMatchObject({
        status: 404,
        code: 'memberships.change_not_found',
      });
    expect(await history('L', secretary)).toMatchObject([{ id: confirmed, revocation: null }]);
  });
});

it.each(planModes)(
  'the history is read by index, with what was revoked of it (%s)',
  async (mode) => {
    const database = await service.database.admin('members');
    await database.query(
      `insert into membership_changes (person_id, organization_id, change, changed_on, decision, decided_by)
     select person.id, $1, 'returned', '2020-01-01', 'X', account.id
     from people person, (select id from accounts limit 1) account, generate_series(1, 500)
     where person.id <> $2`,
      [mine.branches[0], id('A')],
    );
    const nodes = await planNodes(database, mode, membershipChangesPage, [
      `'${id('A')}'`,
      `'0001-01-01'`,
      `'00000000-0000-0000-0000-000000000000'`,
      '51',
    ]);
    const indexes = nodes.flatMap((node) => node['Index Name'] ?? []);
    expect(indexes).toEqual(
      expect.arrayContaining(['membership_changes_person', 'membership_changes_revokes_key']),
    );
    const reads = nodes.filter((node) => node['Relation Name'] === 'membership_changes');
    expect(reads).not.toEqual([]);
    for (const node of reads) {
      expect(node['Node Type']).not.toBe('Seq Scan');
      expect(node['Actual Rows']).toBeLessThan(20);
    }
  },
);
