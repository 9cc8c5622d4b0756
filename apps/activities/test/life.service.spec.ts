import type { Client } from 'pg';
import { parsePayload } from '#libs/contracts';
import { Queues } from '#libs/messaging';
import { eventually, type SamplePerson } from '#libs/testing';
import { ActivitiesHarness, attendanceOf, NOW, type Organization } from './activities.harness.js';

describe('the life of an activity', () => {
  let activities: ActivitiesHarness;
  let database: Client;
  let branch: Organization;
  let secretary: SamplePerson;
  let officer: SamplePerson;
  let people: SamplePerson[];

  beforeAll(async () => {
    activities = await ActivitiesHarness.start();
    database = await activities.service.database.admin('activities');
    const { directory } = activities;
    const committee = directory.organization('committee', null);
    branch = directory.organization('branch', committee, { name: '综采一队党支部' });
    const group = directory.organization('group', branch);
    officer = directory.member(committee, { roles: [{ role: 'committee_officer' }] });
    secretary = directory.member(branch, { roles: [{ role: 'branch_secretary' }] });
    people = [
      secretary,
      directory.member(group, { name: 'A' }),
      directory.member(group, { name: 'B' }),
      directory.member(group, { name: 'C', memberKind: 'probationary' }),
    ];
    directory.member(group, { name: 'gone', endsOn: '2026-11-20' });
    directory.member(group, { name: 'to come', startsOn: '2026-11-21' });
    await activities.pull();
  });
  afterAll(() => activities.stop());

  const command = (who: SamplePerson, id: string, name: string, body?: object) =>
    activities.post(who.accountId, `/v1/activities/${id}/${name}`, body);
  const events = async (type: string, id: string): Promise<unknown[]> => {
    const { rows } = await database.query<{ payload: unknown }>(
      `select payload from outbox where type = $1 and payload ->> 'activityId' = $2 order by id`,
      [type, id],
    );
    return rows.map((row) => row.payload);
  };
  const [a, b] = [1, 2] as const;

  it('goes from the plan to the file, and tells so once', async () => {
    const planned = await activities.post(
      secretary.accountId,
      '/v1/activities',
      activities.plan(branch, { types: ['branch_meeting', 'theme_day', 'lecture'] }),
    );
    expect(planned.status).toBe(201);
    const { id } = planned.body;
    expect(planned.headers['location']).toBe(`/v1/activities/${id}`);
    expect(planned.body).toMatchObject({
      status: 'planned',
      organizationName: '综采一队党支部',
      heldOn: '2026-11-20',
      attendance: { present: 0, absent: 0 },
      version: 1,
    });

    const expected = await activities.get(secretary.accountId, `/v1/activities/${id}/attendance`);
    expect(expected.body.data.map((row) => row['personId']).sort()).toEqual(
      people.map((person) => person.id).sort(),
    );
    expect(expected.body.data.every((row) => row['status'] === null)).toBe(true);

    const attendance = attendanceOf(people, {
      [people[a]?.id ?? '']: 'absent',
      [people[b]?.id ?? '']: 'exempt',
    });
    const held = await command(secretary, id, 'hold', {
      attendance,
      minutes: '一、学习文件',
      outcome: '通过',
      lecturerIds: [officer.id],
      evidence: [
        { kind: 'sign_in_sheet', value: '签到表' },
        { kind: 'link', value: 'https://example.org/1' },
      ],
    });
    expect(held.status).toBe(200);
    expect(held.body).toMatchObject({
      status: 'held',
      backfilled: false,
      attendance: { present: 2, absent: 1, exempt: 1, leave: 0, made_up: 0 },
      lecturerIds: [officer.id],
      evidence: [{ kind: 'sign_in_sheet' }, { kind: 'link' }],
      warnings: [],
    });

    expect((await command(secretary, id, 'submit')).body).toMatchObject({
      status: 'submitted',
      submittedBy: secretary.accountId,
    });
    expect(await events('activities.activity.filed', id)).toEqual([]);
    const filed = await command(officer, id, 'approve');
    expect(filed.body).toMatchObject({
      status: 'filed',
      reviews: [{ decision: 'approved', reason: null, reviewedBy: officer.accountId }],
    });

    const told = await events('activities.activity.filed', id);
    expect(told).toHaveLength(1);
    const payload = parsePayload('activities.activity.filed', told[0]);
    expect(payload).toMatchObject({
      activityId: id,
      organizationId: branch.id,
      types: ['branch_meeting', 'theme_day', 'lecture'],
      heldOn: '2026-11-20',
      backfilled: false,
      lecturers: [officer.id],
    });
    expect(new Map(payload.attendance)).toEqual(
      new Map(attendance.map(({ personId, status }) => [personId, status])),
    );

    const queue = await activities.service.app
      .get(Queues)
      .queue('assessment.record-activity-facts');
    await eventually(async () => {
      const jobs = await queue.getJobs(['waiting', 'delayed']);
      const sent = jobs.flatMap((job) => (job.data as { events: { payload: unknown }[] }).events);
      expect(sent.map((event) => event.payload)).toContainEqual(told[0]);
    });
  });

  it('is returned with a reason, recorded anew, and filed', async () => {
    const id = await activities.planned(secretary.accountId, branch, {
      startsAt: '2026-11-20T14:00:00+08:00',
    });
    const missing = { [people[a]?.id ?? '']: 'leave' as const };
    await activities.bring(
      id,
      'submitted',
      { recorder: secretary.accountId },
      attendanceOf(people, missing),
    );
    const returned = await command(officer, id, 'return', { reason: '请写明表决结果' });
    expect(returned.body).toMatchObject({ status: 'returned', returnReason: '请写明表决结果' });
    expect((await command(secretary, id, 'submit')).body).toMatchObject({
      code: 'activities.not_in_state',
      status: 409,
    });
    const again = { attendance: attendanceOf(people), minutes: '表决：全票通过' };
    const held = await command(secretary, id, 'hold', again);
    expect(held.body).toMatchObject({ status: 'held', attendance: { present: 4, leave: 0 } });
    expect((await command(secretary, id, 'submit')).body['returnReason']).toBeNull();
    const filed = await command(officer, id, 'approve');
    expect(filed.body['reviews']).toMatchObject([
      { decision: 'returned', reason: '请写明表决结果' },
      { decision: 'approved' },
    ]);
    expect(await events('activities.activity.filed', id)).toHaveLength(1);
  });

  it('is not submitted without minutes, nor reviewed by who submitted it unless an administrator', async () => {
    const committeeId = branch.parentId ?? '';
    const id = await activities.planned(officer.accountId, branch, {
      startsAt: '2026-11-19T08:00:00Z',
    });
    const { body } = await activities.get(officer.accountId, `/v1/activities/${id}/attendance`);
    const attendance = body.data.map((row) => ({ personId: row['personId'], status: 'present' }));
    expect(attendance.length).toBe(people.length + 1);
    expect((await command(officer, id, 'hold', { attendance })).status).toBe(200);
    expect((await command(officer, id, 'submit')).body.code).toBe('activities.minutes_missing');
    await command(officer, id, 'hold', { attendance, minutes: '记录' });
    expect((await command(officer, id, 'submit')).status).toBe(200);
    const own = await command(officer, id, 'approve');
    expect([own.status, own.body.code]).toEqual([403, 'activities.reviewer_is_submitter']);
    expect(await events('activities.activity.filed', id)).toEqual([]);

    const administrator = activities.directory.account(null, [
      { role: 'administrator', organization: { ...branch, id: committeeId } },
    ]);
    const other = await activities.planned(administrator, branch, {
      startsAt: '2026-11-19T10:00:00Z',
    });
    await activities.bring(other, 'filed', { recorder: administrator }, attendance);
    expect(await events('activities.activity.filed', other)).toHaveLength(1);
  });

  it('lets who missed it make it up, once, and tells so with the next revision', async () => {
    const id = await activities.planned(secretary.accountId, branch, {
      startsAt: '2026-11-20T16:00:00+08:00',
    });
    const missed = people[a]?.id ?? '';
    const made = { personId: missed, madeUpOn: '2026-11-21', note: '上门送学' };
    await activities.bring(
      id,
      'submitted',
      { recorder: secretary.accountId },
      attendanceOf(people, { [missed]: 'leave' }),
    );
    expect((await command(secretary, id, 'make-ups', made)).body.code).toBe(
      'activities.not_in_state',
    );
    await command(officer, id, 'approve');
    for (const [change, code] of [
      [{ madeUpOn: '2026-11-19' }, 'activities.make_up_day_invalid'],
      [{ madeUpOn: '2026-11-23' }, 'activities.make_up_day_invalid'],
      [{ personId: people[b]?.id }, 'activities.nothing_to_make_up'],
      [{ personId: officer.id }, 'activities.attendance_invalid'],
    ] as const)
      expect((await command(secretary, id, 'make-ups', { ...made, ...change })).body.code).toBe(
        code,
      );
    const twins = await Promise.all([1, 2, 3].map(() => command(secretary, id, 'make-ups', made)));
    expect(twins.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    expect(twins.find((answer) => answer.status === 200)?.body).toMatchObject({
      personId: missed,
      status: 'made_up',
      revision: 1,
    });
    const settled = await events('activities.attendance.settled', id);
    expect(
      settled.map((payload) => parsePayload('activities.attendance.settled', payload)),
    ).toEqual([
      {
        v: 1,
        activityId: id,
        organizationId: branch.id,
        types: ['theme_day'],
        heldOn: '2026-11-20',
        personId: missed,
        status: 'made_up',
        revision: 1,
      },
    ]);
  });

  it('shows everybody the own record, the newest first, in pages, and nobody else’s', async () => {
    const [, person] = people;
    const account = person?.accountId ?? '';
    const { rows } = await database.query<{ id: string }>(
      `select activity_id as id from attendances join activities on id = activity_id
       where person_id = $1 order by starts_at desc, id desc`,
      [person?.id],
    );
    expect(rows.length).toBeGreaterThan(3);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = `/v1/me/activities?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const { body } = await activities.get(account, page);
      seen.push(...body.data.map((row) => String(row['activityId'])));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(rows.map((row) => row.id));
    const { body } = await activities.get(account, '/v1/me/activities');
    expect(body.data.find((row) => row['status'] === 'made_up')).toMatchObject({
      organizationName: '综采一队党支部',
      activityStatus: 'filed',
      madeUpOn: '2026-11-21',
    });
    const nobody = activities.directory.account(null, []);
    expect((await activities.get(nobody, '/v1/me/activities')).body.code).toBe('auth.forbidden');
  });

  it('is labelled when it is recorded long after it was held, by its first record', async () => {
    const early = { startsAt: '2026-11-15T09:00:00+08:00' };
    const late = { startsAt: '2026-11-14T09:00:00+08:00' };
    const attendance = attendanceOf(people);
    for (const [change, backfilled] of [
      [early, false],
      [late, true],
    ] as const) {
      const id = await activities.planned(secretary.accountId, branch, change);
      const held = await command(secretary, id, 'hold', {
        attendance: [...attendance, ...(await otherDue(id, attendance))],
      });
      expect(held.body['backfilled']).toBe(backfilled);
      // A correction weeks later changes nothing about when the record was made.
      activities.clock.set(new Date('2026-12-24T10:00:00+08:00'));
      const again = await command(secretary, id, 'hold', {
        attendance: [...attendance, ...(await otherDue(id, attendance))],
      });
      activities.clock.set(NOW);
      expect(again.body).toMatchObject({ backfilled, recordedAt: NOW.toISOString() });
    }
  });

  const otherDue = async (id: string, listed: readonly { personId: string }[]) => {
    const { body } = await activities.get(secretary.accountId, `/v1/activities/${id}/attendance`);
    return body.data
      .filter((row) => !listed.some(({ personId }) => personId === row['personId']))
      .map((row) => ({ personId: row['personId'], status: 'present' }));
  };

  it('warns of a missing quorum and goes on; the reviewer sees the warning', async () => {
    const id = await activities.planned(secretary.accountId, branch, {
      types: ['branch_meeting'],
      startsAt: '2026-11-20T19:00:00+08:00',
    });
    const absent = { [people[a]?.id ?? '']: 'absent', [people[b]?.id ?? '']: 'leave' } as const;
    const warnings = [{ code: 'branch_meeting_quorum', present: 1, entitled: 3 }];
    const held = await command(secretary, id, 'hold', {
      attendance: attendanceOf(people, absent),
      minutes: '记录',
    });
    expect(held.body).toMatchObject({ status: 'held', warnings });
    await command(secretary, id, 'submit');
    const seen = await activities.get(officer.accountId, `/v1/activities/${id}`);
    expect(seen.body['warnings']).toEqual(warnings);
  });

  it('of a committee is attended by those named, who are two members at least', async () => {
    const id = await activities.planned(secretary.accountId, branch, {
      types: ['committee_meeting'],
    });
    const two = attendanceOf(people.slice(0, 2));
    const one = await command(secretary, id, 'hold', { attendance: two.slice(0, 1) });
    expect(one.body).toMatchObject({ code: 'activities.attendance_invalid' });
    const foreign = await command(secretary, id, 'hold', {
      attendance: [...two, { personId: officer.id, status: 'present' }],
    });
    expect(foreign.body.errors).toMatchObject([{ pointer: '/attendance/2/personId' }]);
    const held = await command(secretary, id, 'hold', { attendance: two });
    expect(held.body).toMatchObject({ status: 'held', attendance: { present: 2 } });
  });

  it('is cancelled while it is planned, which frees its place', async () => {
    const plan = { startsAt: '2026-12-01T09:00:00+08:00' };
    const id = await activities.planned(secretary.accountId, branch, plan);
    const cancelled = await command(secretary, id, 'cancel', { reason: '改期' });
    expect(cancelled.body).toMatchObject({ status: 'cancelled', cancelReason: '改期' });
    expect((await command(secretary, id, 'cancel', { reason: '改期' })).body).toMatchObject({
      code: 'activities.not_in_state',
    });
    expect(await activities.planned(secretary.accountId, branch, plan)).not.toBe(id);
  });
});
