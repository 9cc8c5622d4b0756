import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { AssessmentHarness, codeOf, type RunBody } from './assessment.harness.js';
import { smallMine } from './small-mine.js';

const month = '2026-10';

describe('a run is started', () => {
  let assessment: AssessmentHarness;
  let admin: Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
    admin = await assessment.service.database.admin('assessment');
  });
  afterAll(() => assessment.stop());

  it('for a month that is over in Shanghai, and for no other', async () => {
    const { administrator } = await smallMine(assessment);
    const response = await assessment.post(administrator, '/v1/runs', { month: '2026-11' });
    expect(response.status).toBe(422);
    expect(codeOf(response)).toBe('assessment.month_not_over');
    expect((response.body as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe('/month');
  });

  it('once at a time, however many ask', async () => {
    const { administrator } = await smallMine(assessment);
    // Nobody can score as long as this lasts, so the first run stays active.
    await admin.query('begin; lock table scores in exclusive mode');
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => assessment.post(administrator, '/v1/runs', { month })),
    ).finally(() => admin.query('rollback'));
    const refused = answers.filter((answer) => answer.status === 409);
    expect(refused.map(codeOf)).toEqual(Array(3).fill('assessment.run_active'));
    const [started] = answers.filter((answer) => answer.status === 202);
    const { id } = started?.body as RunBody;
    expect(started?.headers['location']).toBe(`/v1/operations/assessment-${id}`);
  });

  it('with a key, and once for each', async () => {
    const { administrator } = await smallMine(assessment);
    const bare = await assessment.post(administrator, '/v1/runs', { month }, null);
    expect([bare.status, codeOf(bare)]).toEqual([400, 'idempotency.key_required']);
    const start = () => assessment.post(administrator, '/v1/runs', { month }, 'once');
    const first = await start();
    const again = await start();
    expect([first.status, again.status, again.text]).toEqual([202, 202, first.text]);
    expect(again.headers['location']).toBe(first.headers['location']);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('only while no other of the month and the organization is active', async () => {
    const { committee, administrator } = await smallMine(assessment);
    await admin.query(
      `insert into runs (month, root_id, root_path, created_by, status) values (24321, $1, $2, $1, 'scoring')`,
      [committee.id, committee.path],
    );
    const response = await assessment.post(administrator, '/v1/runs', { month });
    expect([response.status, codeOf(response)]).toEqual([409, 'assessment.run_active']);
  });

  it('for an organization of the caller, and for no other', async () => {
    const { administrator, branch } = await smallMine(assessment);
    const other = await smallMine(assessment);
    const ask = (organizationId: string) =>
      assessment.post(administrator, '/v1/runs', { month, organizationId });
    for (const id of [other.branch.id, randomUUID()]) {
      const response = await ask(id);
      expect([response.status, codeOf(response)]).toEqual([
        404,
        'assessment.organization_not_found',
      ]);
    }
    const run = await assessment.scored(administrator, month, branch.id);
    expect(run.counts).toEqual({ members: 4, groups: 1, branches: 1, notScored: 1 });
  });

  it('for the organizations of the Party, and not those of another line', async () => {
    const { administrator, committee } = await smallMine(assessment);
    const league = assessment.directory.organization('branch', committee, { line: 'youth_league' });
    assessment.directory.organization('group', league, { line: 'youth_league' });
    const run = await assessment.scored(administrator, month, committee.id);
    expect(run.counts).toMatchObject({ branches: 2, groups: 1 });
  });

  it('by nobody who may only read', async () => {
    const { ann } = await smallMine(assessment);
    expect((await assessment.post(ann.accountId, '/v1/runs', { month })).status).toBe(403);
  });

  it('with the directory as it is at that moment', async () => {
    const { administrator, group } = await smallMine(assessment);
    // The bell has not rung: the run asks for itself.
    const late = assessment.directory.member(group, { name: 'Late' });
    const run = await assessment.scored(administrator, month);
    expect((await assessment.scores(administrator, run.id, 'member')).has(late.id)).toBe(true);
  });
});
