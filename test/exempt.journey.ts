import { allRows, expectData } from '#libs/sdk';
import { eventually } from '#libs/testing';
import { month, startsAt } from './setup/attempts/attempt.js';
import { startTestSuite, type TestSuite } from './setup/suite.js';
import { buildWorld, type World } from './setup/world.js';

describe('a member who need not come, from the exemption to the month', () => {
  let suite: TestSuite;
  let world: World;

  beforeAll(async () => {
    suite = await startTestSuite();
    world = await buildWorld(suite);
  }, 120_000);
  afterAll(() => suite.stop());

  it('is shown so to the secretary, filed so without being named, and nothing is due of them', async () => {
    const { own, admin, officer } = world;
    const secretary = own.secretary.client;
    const [exempt, absent] = own.people.slice(2).map(({ id }) => id);
    expectData(
      await admin.client.POST('/v1/members/{personId}/exemptions', {
        params: { path: { personId: exempt ?? '' } },
        body: {
          exemptsFrom: 'attendance',
          reason: 'long_sick',
          decision: '五台煤矿党委批复〔2026〕5号',
          startsOn: startsAt.slice(0, 10),
        },
      }),
    );
    const { id } = expectData(
      await secretary.POST('/v1/activities', {
        body: { organizationId: own.id, types: ['branch_meeting'], title: '党员大会', startsAt },
      }),
    );
    const the = { params: { path: { id } } };
    const due = await eventually(async () => {
      const rows = await allRows(secretary, '/v1/activities/{id}/attendance', { path: { id } });
      const told = rows.filter(({ byExemption }) => byExemption);
      expect(told).toMatchObject([{ personId: exempt, status: 'exempt', reason: null }]);
      return rows.filter(({ status }) => status === null).map(({ personId }) => personId);
    });
    expect(due).toHaveLength(own.people.length - 1);
    const attendance = due.map((personId) => ({
      personId,
      status: personId === absent ? ('absent' as const) : ('present' as const),
    }));
    expectData(
      await secretary.POST('/v1/activities/{id}/hold', {
        ...the,
        body: { attendance, minutes: '会议记录' },
      }),
    );
    expectData(await secretary.POST('/v1/activities/{id}/submit', the));
    expectData(await officer.client.POST('/v1/activities/{id}/approve', the));

    const assessment = await suite.database.admin('assessment');
    await eventually(async () => {
      const { rows } = await assessment.query('select from facts where source_id = $1', [id]);
      expect(rows.length).toBeGreaterThan(0);
    });
    const run = await admin.post<{ id: string; operationId: string }>('/v1/runs', { month });
    await admin.finished(run.operationId);
    const scoreOf = async (subjectId = ''): Promise<unknown> => {
      const { score, lines } = expectData(
        await admin.client.GET('/v1/runs/{id}/scores/{subjectId}', {
          params: { path: { id: run.id, subjectId } },
        }),
      );
      const line = lines.find(({ metric }) => metric === 'attendance.branch_meeting');
      return { score, target: line?.target, points: line?.points };
    };
    const present = due.find((personId) => personId !== absent);
    // The meeting was all that the month asked of anybody: of whom nothing is due has no score, rather than a low one.
    expect(await scoreOf(exempt)).toEqual({ score: null, target: null, points: 0 });
    // 60 to begin with, less 2 for an absence without leave.
    expect(await scoreOf(absent)).toEqual({ score: 58, target: 1, points: 0 });
    expect(await scoreOf(present)).toEqual({ score: 100, target: 1, points: 10 });
  });
});
