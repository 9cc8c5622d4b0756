import { randomUUID } from 'node:crypto';
import { statementsOf } from '#libs/testing';
import { AssessmentHarness, codeOf } from './assessment.harness.js';
import { smallMine } from './small-mine.js';

const month = '2026-10';

describe('a run shows', () => {
  let assessment: AssessmentHarness;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
  });
  afterAll(() => assessment.stop());

  it('a member the own published score, and the branch only as counts', async () => {
    const { administrator, ann, ben, cai } = await smallMine(assessment);
    const run = await assessment.scored(administrator, month);
    const own = () => assessment.get(ann.accountId, '/v1/me/scores');
    expect((await own()).body).toEqual({ data: [], nextCursor: null });
    await assessment.publish(administrator, run.id);
    const { body } = await own();
    expect(body).toMatchObject({
      data: [
        {
          month,
          score: 102,
          grade: 'excellent',
          branchDistribution: { excellent: 1, good: 0, fair: 1, below_standard: 0, none: 2 },
        },
      ],
    });
    for (const fellow of [ben, cai]) expect(JSON.stringify(body)).not.toContain(fellow.id);
    expect((body as { data: { lines: unknown[] }[] }).data[0]?.lines).toHaveLength(6);
  });

  it('a secretary the branch and nothing beside it', async () => {
    const { administrator, ann, retired, ret, branch } = await smallMine(assessment);
    const run = await assessment.scored(administrator, month);
    const before = await assessment.get(ann.accountId, `/v1/runs/${run.id}/scores`);
    expect([before.status, codeOf(before)]).toEqual([409, 'assessment.run_not_published']);
    await assessment.publish(administrator, run.id);
    const members = await assessment.scores(ann.accountId, run.id, 'member');
    expect([...members.values()].map((score) => score.name).sort()).toEqual([
      'Ann',
      'Ben',
      'Cai',
      'Dan',
    ]);
    expect([...(await assessment.scores(ann.accountId, run.id, 'branch')).keys()]).toEqual([
      branch.id,
    ]);
    for (const id of [retired.id, ret.id, randomUUID()]) {
      const response = await assessment.get(ann.accountId, `/v1/runs/${run.id}/scores/${id}`);
      expect([response.status, codeOf(response)]).toEqual([404, 'assessment.score_not_found']);
    }
    const narrowed = await assessment.get(
      ann.accountId,
      `/v1/runs/${run.id}/scores?level=member&organizationId=${retired.id}`,
    );
    expect((narrowed.body as { data: unknown[] }).data).toEqual([]);
  });

  it('who holds a role in two branches those two, and not what lies between', async () => {
    const { administrator, committee, branch, retired } = await smallMine(assessment);
    const third = assessment.directory.organization('branch', committee);
    const account = assessment.directory.account(
      null,
      [branch, third].map((organization) => ({
        role: 'branch_secretary' as const,
        organization,
      })),
    );
    const run = await assessment.scored(administrator, month);
    expect((await assessment.scores(administrator, run.id, 'branch')).has(retired.id)).toBe(true);
    await assessment.publish(administrator, run.id);
    const seen = await assessment.scores(account, run.id, 'branch');
    expect([...seen.keys()]).toEqual([branch.id, third.id]);
  });

  it('nothing to another root', async () => {
    const { administrator, ann } = await smallMine(assessment);
    const stranger = (await smallMine(assessment)).administrator;
    const run = await assessment.scored(administrator, month);
    for (const path of ['', '/scores?level=member', `/scores/${ann.id}`]) {
      const response = await assessment.get(stranger, `/v1/runs/${run.id}${path}`);
      expect([response.status, codeOf(response)]).toEqual([404, 'assessment.run_not_found']);
    }
    const { body } = await assessment.get(stranger, '/v1/runs');
    expect((body as { data: unknown[] }).data).toEqual([]);
  });

  it('lists page by page, in the order of the tree and never of scores', async () => {
    const { administrator, group, branch, ann, ben } = await smallMine(assessment);
    const run = await assessment.scored(administrator, month);
    const seen: { subjectId: string; organizationId: string }[] = [];
    let cursor = '';
    do {
      const { body } = await assessment.get(
        administrator,
        `/v1/runs/${run.id}/scores?level=member&limit=2${cursor}`,
      );
      const page = body as { data: typeof seen; nextCursor: string | null };
      seen.push(...page.data);
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toHaveLength(5);
    expect(seen.slice(0, 2).every((row) => row.organizationId === branch.id)).toBe(true);
    expect(seen.slice(2, 4).map((row) => row.subjectId)).toEqual([ann.id, ben.id].sort());
    expect(seen[2]?.organizationId).toBe(group.id);
  });

  it('a list in as many statements, however long it is', async () => {
    const { administrator, ann } = await smallMine(assessment);
    const run = await assessment.scored(administrator, month);
    await assessment.publish(administrator, run.id);
    const statements = async (account: string, path: string) => {
      await assessment.get(account, path);
      // The relay and the reconciler go on beside it.
      const sent = await statementsOf(/runs-page|runs-one|scores|facts fact/, () =>
        assessment.get(account, path),
      );
      return sent.length;
    };
    for (const path of ['/v1/runs', `/v1/runs/${run.id}/scores`, '/v1/facts']) {
      const query = (limit: number) =>
        path === '/v1/facts' ? `?month=${month}&limit=${limit}` : `?limit=${limit}`;
      const [short, long] = [
        await statements(administrator, path + query(1)),
        await statements(administrator, path + query(200)),
      ];
      expect(long).toBe(short);
      expect(short).toBeGreaterThan(0);
    }
    expect(await statements(ann.accountId, '/v1/me/scores')).toBeLessThanOrEqual(4);
  });
});
