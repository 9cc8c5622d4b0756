import request from 'supertest';
import type { SamplePerson } from '#libs/testing';
import { ActivitiesHarness, attendanceOf, type Organization } from './activities.harness.js';

describe('who sees and does what', () => {
  let activities: ActivitiesHarness;
  let branch: Organization;
  let id: string;
  let people: Record<'secretary' | 'leader' | 'member' | 'officer' | 'auditor', SamplePerson>;
  let foreign: Record<'sibling' | 'otherRoot' | 'siblingAuditor', SamplePerson>;

  beforeAll(async () => {
    activities = await ActivitiesHarness.start();
    const { directory } = activities;
    const committee = directory.organization('committee', null);
    branch = directory.organization('branch', committee);
    const group = directory.organization('group', branch);
    const sibling = directory.organization('branch', committee);
    const other = directory.organization('committee', null);
    people = {
      secretary: directory.member(branch, { roles: [{ role: 'branch_secretary' }] }),
      leader: directory.member(group, { roles: [{ role: 'group_leader' }] }),
      member: directory.member(group),
      officer: directory.member(committee, { roles: [{ role: 'committee_officer' }] }),
      auditor: directory.member(committee, { roles: [{ role: 'auditor' }] }),
    };
    foreign = {
      // Everything but the place is right: it may record and review, in its own branch.
      sibling: directory.member(sibling, {
        roles: [{ role: 'branch_secretary' }, { role: 'committee_officer' }],
      }),
      siblingAuditor: directory.member(sibling, { roles: [{ role: 'auditor' }] }),
      otherRoot: directory.member(other, {
        roles: [{ role: 'administrator' }, { role: 'committee_officer' }],
      }),
    };
    await activities.pull();
    id = await activities.planned(people.secretary.accountId, branch);
    const due = attendanceOf([people.secretary, people.leader, people.member]);
    await activities.bring(id, 'submitted', { recorder: people.secretary.accountId }, due);
  });
  afterAll(() => activities.stop());

  const reads = ['', '/attendance'];
  const commands: [string, () => object | undefined][] = [
    ['hold', () => ({ attendance: attendanceOf([people.member]), minutes: 'x' })],
    ['submit', () => undefined],
    ['approve', () => undefined],
    ['return', () => ({ reason: 'x' })],
    ['cancel', () => ({ reason: 'x' })],
    ['make-ups', () => ({ personId: people.member.id, madeUpOn: '2026-11-21', note: 'x' })],
  ];

  it('a sibling branch and another root find nothing there, whatever they ask', async () => {
    for (const person of [foreign.sibling, foreign.otherRoot]) {
      for (const path of reads)
        expect(await activities.get(person.accountId, `/v1/activities/${id}${path}`)).toMatchObject(
          {
            status: 404,
            body: { code: 'activities.not_found' },
          },
        );
      for (const [command, body] of commands)
        expect(
          await activities.post(person.accountId, `/v1/activities/${id}/${command}`, body()),
        ).toMatchObject({
          status: 404,
          body: { code: 'activities.not_found' },
        });
    }
    for (const person of Object.values(foreign))
      expect((await activities.get(person.accountId, '/v1/activities')).body.data).toEqual([]);
  });

  it('who may only read changes nothing; who holds no role reads nothing', async () => {
    for (const [command, body] of commands) {
      const path = `/v1/activities/${id}/${command}`;
      expect((await activities.post(people.auditor.accountId, path, body())).status).toBe(403);
      expect((await activities.post(people.member.accountId, path, body())).status).toBe(403);
      expect((await request(activities.service.url).post(path).send(body())).status).toBe(401);
    }
    expect((await activities.get(people.auditor.accountId, `/v1/activities/${id}`)).status).toBe(
      200,
    );
    for (const path of [
      '/v1/activities',
      `/v1/activities/${id}`,
      `/v1/activities/${id}/attendance`,
    ]) {
      expect((await activities.get(people.member.accountId, path)).status).toBe(403);
      expect((await request(activities.service.url).get(path)).status).toBe(401);
    }
    expect(
      (await activities.get(people.member.accountId, '/v1/me/activities')).body.data,
    ).toHaveLength(1);
  });

  it('a group leader does not see what is the branch’s', async () => {
    expect((await activities.get(people.leader.accountId, `/v1/activities/${id}`)).status).toBe(
      404,
    );
  });

  it('a secretary records but does not review', async () => {
    const answer = await activities.post(
      people.secretary.accountId,
      `/v1/activities/${id}/approve`,
    );
    expect(answer.body.code).toBe('auth.forbidden');
  });

  it('an organization that moves takes its activities along', async () => {
    const moved = activities.directory.organization('committee', null);
    const head = activities.directory.member(moved, { roles: [{ role: 'auditor' }] });
    await activities.pull();
    expect((await activities.get(head.accountId, `/v1/activities/${id}`)).status).toBe(404);
    activities.members.put({ ...branch, parentId: moved.id, path: `${moved.path}b/` });
    await activities.pull();
    expect((await activities.get(head.accountId, `/v1/activities/${id}`)).status).toBe(200);
    expect((await activities.get(people.officer.accountId, `/v1/activities/${id}`)).status).toBe(
      404,
    );
    expect((await activities.get(people.secretary.accountId, `/v1/activities/${id}`)).status).toBe(
      200,
    );
  });
});
