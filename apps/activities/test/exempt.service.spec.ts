import type { Client } from 'pg';
import { parsePayload } from '#libs/contracts';
import { planModes, planNodes, type SamplePerson } from '#libs/testing';
import { roster } from '../src/attendance/roster.read-model.js';
import {
  ActivitiesHarness,
  type Answered,
  attendanceOf,
  type Organization,
} from './activities.harness.js';

/** The day of what the harness plans. */
const DAY = '2026-11-20';

describe('who is exempt from attendance', () => {
  let activities: ActivitiesHarness;
  let database: Client;
  let committee: Organization;
  let branch: Organization;
  let secretary: SamplePerson;
  let officer: SamplePerson;
  let due: SamplePerson;
  let exempt: SamplePerson;
  let exemption: string;

  beforeAll(async () => {
    activities = await ActivitiesHarness.start();
    database = await activities.service.database.admin('activities');
    committee = activities.directory.organization('committee', null);
    officer = activities.directory.member(committee, { roles: [{ role: 'committee_officer' }] });
  });
  afterAll(() => activities.stop());

  /** A branch of its own for each test: the secretary, one who is due and one who is exempt on the day. */
  beforeEach(async () => {
    const { directory } = activities;
    branch = directory.organization('branch', committee);
    const group = directory.organization('group', branch);
    secretary = directory.member(branch, { name: 'S', roles: [{ role: 'branch_secretary' }] });
    due = directory.member(group, { name: 'due' });
    exempt = directory.member(group, { name: 'exempt' });
    exemption = directory.exemption(exempt, { startsOn: '2026-01-01' });
    await activities.pull();
  });

  const planned = (change: Record<string, unknown> = {}): Promise<string> =>
    activities.planned(secretary.accountId, branch, change);
  const command = (who: SamplePerson, id: string, name: string, body?: object): Promise<Answered> =>
    activities.post(who.accountId, `/v1/activities/${id}/${name}`, body);
  const hold = (id: string, attendance: readonly object[]): Promise<Answered> =>
    command(secretary, id, 'hold', { attendance, minutes: '会议记录' });
  const listed = async (id: string, person: SamplePerson): Promise<unknown> => {
    const { body } = await activities.get(secretary.accountId, `/v1/activities/${id}/attendance`);
    const row = body.data.find(({ personId }) => personId === person.id);
    return row && [row['status'], row['byExemption'], row['reason']];
  };
  const ends = async (endsOn: string): Promise<void> => {
    activities.directory.exemption(exempt, { id: exemption, startsOn: '2026-01-01', endsOn });
    await activities.pull();
  };
  const filed = async (id: string): Promise<Map<string, string>> => {
    const { rows } = await database.query<{ payload: unknown }>(
      `select payload from outbox where type = 'activities.activity.filed' and payload ->> 'activityId' = $1`,
      [id],
    );
    expect(rows).toHaveLength(1);
    return new Map(parsePayload('activities.activity.filed', rows[0]?.payload).attendance);
  };

  it('is shown so before anything is recorded, need not be named, and is filed so', async () => {
    const id = await planned();
    expect(await listed(id, exempt)).toEqual(['exempt', true, null]);
    expect(await listed(id, due)).toEqual([null, false, null]);

    const held = await hold(id, attendanceOf([secretary, due]));
    expect(held.status).toBe(200);
    expect(held.body).toMatchObject({ attendance: { present: 2, exempt: 1 } });
    expect(await listed(id, exempt)).toEqual(['exempt', true, null]);
    expect(await listed(id, due)).toEqual(['present', false, null]);

    expect((await command(secretary, id, 'submit')).status).toBe(200);
    expect((await command(officer, id, 'approve')).status).toBe(200);
    expect(await filed(id)).toEqual(
      new Map([
        [secretary.id, 'present'],
        [due.id, 'present'],
        [exempt.id, 'exempt'],
      ]),
    );
    const makeUp = { personId: exempt.id, madeUpOn: '2026-11-21', note: '上门送学' };
    expect((await command(secretary, id, 'make-ups', makeUp)).body).toMatchObject({
      code: 'activities.nothing_to_make_up',
      attendance: 'exempt',
    });
    const own = await activities.get(exempt.accountId, '/v1/me/activities');
    expect(own.body.data).toMatchObject([{ activityId: id, status: 'exempt', reason: null }]);
  });

  it('is present who comes all the same, and is told apart from who was recorded as exempt', async () => {
    const id = await planned();
    const others = attendanceOf([secretary, due], { [due.id]: 'exempt' });
    await hold(id, [...others, ...attendanceOf([exempt])]);
    expect(await listed(id, exempt)).toEqual(['present', false, null]);
    expect(await listed(id, due)).toEqual(['exempt', false, '长病']);
    await command(secretary, id, 'submit');
    await command(officer, id, 'approve');
    expect((await filed(id)).get(exempt.id)).toBe('present');
  });

  it('may be named as exempt without a reason, which is nobody else’s to leave out', async () => {
    const id = await planned();
    const entry = { personId: exempt.id, status: 'exempt', reason: '' };
    expect((await hold(id, [...attendanceOf([secretary, due]), entry])).status).toBe(200);
    expect(await listed(id, exempt)).toEqual(['exempt', true, null]);
    const other = { personId: due.id, status: 'exempt', reason: ' ' };
    expect((await hold(id, [...attendanceOf([secretary]), other])).body.errors).toMatchObject([
      { pointer: '/attendance/1/reason', code: 'reason_missing' },
    ]);
  });

  it.each(['absent', 'leave'] as const)('is not recorded as %s', async (status) => {
    const id = await planned();
    const attendance = attendanceOf([secretary, due, exempt], { [exempt.id]: status });
    const refused = await hold(id, attendance);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'activities.attendance_invalid',
      errors: [{ pointer: '/attendance/2/status', code: 'exempt_member' }],
    });
  });

  it.each([
    ['the first day', DAY, null, true],
    ['the last day', '2026-01-01', '2026-11-21', true],
    ['the day before the first', '2026-11-21', null, false],
    ['the day behind the last', '2026-01-01', DAY, false],
    ['a day of one that was withdrawn', DAY, DAY, false],
  ])('is so on %s: from %s to %s, %s', async (_, startsOn, endsOn, holds) => {
    activities.directory.exemption(due, { startsOn, endsOn });
    await activities.pull();
    const id = await planned();
    expect(await listed(id, due)).toEqual(holds ? ['exempt', true, null] : [null, false, null]);
    const held = await hold(id, attendanceOf([secretary]));
    expect(held.status).toBe(holds ? 200 : 422);
    if (!holds)
      expect(held.body.errors).toMatchObject([
        { pointer: '/attendance', code: 'missing', message: expect.stringContaining(due.id) },
      ]);
  });

  it('is due again when the exemption is withdrawn before the record is submitted', async () => {
    const id = await planned();
    await hold(id, attendanceOf([secretary, due]));
    await ends('2026-01-01');
    expect(await listed(id, exempt)).toEqual([null, false, null]);
    const refused = await command(secretary, id, 'submit');
    expect([refused.status, refused.body.code, refused.body['missing']]).toEqual([
      422,
      'activities.attendance_incomplete',
      1,
    ]);
    expect(refused.body.errors[0]?.message).toContain(exempt.id);
    await hold(id, attendanceOf([secretary, due, exempt], { [exempt.id]: 'absent' }));
    expect((await command(secretary, id, 'submit')).status).toBe(200);
    expect(await listed(id, exempt)).toEqual(['absent', false, null]);
  });

  it('is not filed as away when the exemption comes after the record and before its submission', async () => {
    const id = await planned();
    await hold(id, attendanceOf([secretary, due], { [due.id]: 'absent' }));
    activities.directory.exemption(due);
    await activities.pull();
    const refused = await command(secretary, id, 'submit');
    expect([refused.status, refused.body.code]).toEqual([422, 'activities.attendance_incomplete']);
    expect(refused.body.errors[0]?.message).toContain(due.id);
    await hold(id, attendanceOf([secretary]));
    expect((await command(secretary, id, 'submit')).status).toBe(200);
    expect(await listed(id, due)).toEqual(['exempt', true, null]);
  });

  it('stays so once the record is submitted, whatever becomes of the exemption', async () => {
    const id = await planned();
    await hold(id, attendanceOf([secretary, due]));
    await command(secretary, id, 'submit');
    await ends('2026-01-01');
    activities.directory.exemption(due);
    await activities.pull();
    expect(await listed(id, exempt)).toEqual(['exempt', true, null]);
    expect(await listed(id, due)).toEqual(['present', false, null]);
    await command(officer, id, 'approve');
    expect((await filed(id)).get(exempt.id)).toBe('exempt');
  });

  it('is as it is now when the record was returned', async () => {
    const id = await planned();
    await hold(id, attendanceOf([secretary, due]));
    await command(secretary, id, 'submit');
    await command(officer, id, 'return', { reason: '请补充' });
    expect(await listed(id, exempt)).toEqual(['exempt', true, null]);
    await ends('2026-11-01');
    expect(await listed(id, exempt)).toEqual([null, false, null]);
    expect((await hold(id, attendanceOf([secretary, due]))).status).toBe(422);
  });

  it('is not looked at where those named come', async () => {
    const id = await planned({ types: ['committee_meeting'] });
    expect(await listed(id, exempt)).toEqual([null, false, null]);
    await hold(id, attendanceOf([secretary, exempt], { [exempt.id]: 'leave' }));
    expect(await listed(id, exempt)).toEqual(['leave', false, null]);
    expect(await listed(id, due)).toEqual([null, false, null]);
  });

  it('is recorded once by two who record at the same moment', async () => {
    const id = await planned();
    const answers = await Promise.all(
      [1, 2, 3].map(() => hold(id, attendanceOf([secretary, due]))),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { rows } = await database.query(
      `select reason from attendances where activity_id = $1 and status = 'exempt'`,
      [id],
    );
    expect(rows).toEqual([{ reason: null }]);
  });

  it.each(planModes)('is found by index among many (%s)', async (mode) => {
    const id = await planned();
    await database.query(
      `insert into directory_exemptions (id, person_id, starts_on)
       select uuidv7(), uuidv7(), '2026-01-01' from generate_series(1, 5000)`,
    );
    const nodes = await planNodes(database, mode, roster, [
      `'${id}'`,
      `'${branch.path}'`,
      `'${branch.path.slice(0, -1)}0'`,
      'true',
      `'${DAY}'`,
      'true',
      `''`,
      `'00000000-0000-0000-0000-000000000000'`,
      '51',
    ]);
    const reads = nodes.filter((node) => node['Relation Name'] === 'directory_exemptions');
    expect([...new Set(reads.map((node) => node['Index Name']))]).toEqual([
      'directory_exemptions_person',
    ]);
  });
});
