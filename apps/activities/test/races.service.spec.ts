import type { Client } from 'pg';
import type { SamplePerson } from '#libs/testing';
import { ActivitiesHarness, attendanceOf, type Organization } from './activities.harness.js';

const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe('commands that race', () => {
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
    branch = directory.organization('branch', committee);
    secretary = directory.member(branch, { roles: [{ role: 'branch_secretary' }] });
    officer = directory.member(committee, { roles: [{ role: 'committee_officer' }] });
    people = [secretary, directory.member(branch)];
    await activities.pull();
  });
  afterAll(() => activities.stop());

  const count = async (text: string, id: string): Promise<number> => {
    const { rows } = await database.query<{ count: number }>(text, [id]);
    return rows[0]?.count ?? -1;
  };

  it('record an event once; the others are shown where', async () => {
    const plan = activities.plan(branch, { types: ['branch_meeting', 'theme_day'] });
    const answers = await times(10, () =>
      activities.post(secretary.accountId, '/v1/activities', plan),
    );
    const created = answers.filter((answer) => answer.status === 201);
    const refused = answers.filter((answer) => answer.status === 409);
    expect([created.length, refused.length]).toEqual([1, 9]);
    for (const { body } of refused)
      expect(body).toMatchObject({
        code: 'activities.already_recorded',
        existing: `/v1/activities/${String(created[0]?.body.id)}`,
      });
    const text = 'select count(*)::int as count from activities where organization_id = $1';
    expect(await count(text, branch.id)).toBe(1);
    // The same instant written with another offset is the same event; another principal type is another.
    const again = { ...plan, startsAt: '2026-11-20T01:00:00Z' };
    expect((await activities.post(secretary.accountId, '/v1/activities', again)).status).toBe(409);
    const other = { ...plan, types: ['member_day'] };
    expect((await activities.post(secretary.accountId, '/v1/activities', other)).status).toBe(201);
  });

  it('decide once: of approvals and returns at the same moment one counts', async () => {
    const id = await activities.planned(secretary.accountId, branch, {
      startsAt: '2026-11-19T09:00:00Z',
    });
    await activities.bring(
      id,
      'submitted',
      { recorder: secretary.accountId },
      attendanceOf(people),
    );
    const answers = await times(8, (index) =>
      index % 2 === 0
        ? activities.post(officer.accountId, `/v1/activities/${id}/approve`)
        : activities.post(officer.accountId, `/v1/activities/${id}/return`, { reason: 'again' }),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    const { body } = await activities.get(officer.accountId, `/v1/activities/${id}`);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect(answer.body).toMatchObject({ code: 'activities.not_in_state' });
    expect(
      await count('select count(*)::int as count from reviews where activity_id = $1', id),
    ).toBe(1);
    const told = `select count(*)::int as count from outbox
      where type = 'activities.activity.filed' and payload ->> 'activityId' = $1`;
    expect(await count(told, id)).toBe(body.status === 'filed' ? 1 : 0);
  });

  it('leave one whole record where several are made at once', async () => {
    const id = await activities.planned(secretary.accountId, branch, {
      startsAt: '2026-11-18T09:00:00Z',
    });
    const records = ['present', 'leave', 'absent'] as const;
    const answers = await times(9, (index) => {
      const status = records[index % 3] ?? 'present';
      return activities.post(secretary.accountId, `/v1/activities/${id}/hold`, {
        attendance: people.map((person) => ({ personId: person.id, status })),
        minutes: status,
        evidence: Array.from({ length: (index % 3) + 1 }, () => ({ kind: 'note', value: status })),
      });
    });
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    const { body } = await activities.get(secretary.accountId, `/v1/activities/${id}`);
    const minutes = String(body['minutes']);
    expect(body['attendance']).toMatchObject({ [minutes]: people.length });
    const evidence = body['evidence'] as { value: string }[];
    expect(evidence).toHaveLength(records.indexOf(minutes as 'present') + 1);
    expect(evidence.every(({ value }) => value === minutes)).toBe(true);
    expect(body['version']).toBe(10);
  });
});
