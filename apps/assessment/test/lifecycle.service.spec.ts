import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { parsePayload } from '#libs/contracts';
import { inTransaction } from '#libs/database';
import { DirectoryProjector } from '#libs/directory';
import { eventually } from '#libs/testing';
import { FrozenRuns } from '../src/runs/frozen-runs.service.js';
import { AssessmentHarness, filed, type RunBody } from './assessment.harness.js';
import { smallMine } from './small-mine.js';
import { statementsDuring } from './statements.js';

const month = '2026-10';

describe('a run', () => {
  let assessment: AssessmentHarness;
  let admin: Client;
  let service: Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
    admin = await assessment.service.database.admin('assessment');
    service = await assessment.service.database.asService('assessment');
  });
  afterAll(() => assessment.stop());

  const publish = (account: string, id: string) =>
    assessment.post(account, `/v1/runs/${id}/publish`);

  const codeOf = (response: { body: unknown }) => (response.body as { code: string }).code;

  describe('is started', () => {
    it('for a month that is over in Shanghai, and for no other', async () => {
      const { administrator } = await smallMine(assessment);
      const response = await assessment.post(administrator, '/v1/runs', { month: '2026-11' });
      expect(response.status).toBe(422);
      expect(codeOf(response)).toBe('assessment.month_not_over');
      expect((response.body as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(
        '/month',
      );
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

  it('scores everybody once, where counted at the end of the month', async () => {
    const { administrator, committee, group, branch } = await smallMine(assessment);
    const { directory, members } = assessment;
    const moved = directory.member(branch, { name: 'Moved', startsOn: '2020-01-01' });
    members.put({
      kind: 'membership',
      id: randomUUID(),
      personId: moved.id,
      organizationId: group.id,
      memberKind: 'full',
      standing: 'regular',
      startsOn: '2026-10-31',
      endsOn: null,
    });
    const stays = directory.member(branch, { endsOn: '2026-11-01' });
    const gone = directory.member(branch, { endsOn: '2026-10-31' });
    const tooLate = directory.member(branch, { startsOn: '2026-11-01' });
    const dissolved = directory.organization('branch', committee, { dissolvedOn: '2026-10-31' });
    const closing = directory.organization('branch', committee, { dissolvedOn: '2026-11-01' });
    const founded = directory.organization('branch', committee, { foundedOn: '2026-10-31' });
    const future = directory.organization('branch', committee, { foundedOn: '2026-11-01' });
    const run = await assessment.scored(administrator, month);
    const { rows } = await admin.query<{
      subject_id: string;
      organization_id: string;
      branch_id: string;
    }>('select subject_id, organization_id, branch_id from run_subjects where run_id = $1', [
      run.id,
    ]);
    const of = (subject: { id: string }) => rows.filter((row) => row.subject_id === subject.id);
    expect(of(moved)).toEqual([
      { subject_id: moved.id, organization_id: group.id, branch_id: branch.id },
    ]);
    expect([stays, gone, tooLate].map((person) => of(person).length)).toEqual([1, 0, 0]);
    const branches = [dissolved, closing, founded, future].map((each) => of(each).length);
    expect(branches).toEqual([0, 1, 1, 0]);
  });

  describe('is complete', () => {
    it('the same when it is done again', async () => {
      const { administrator } = await smallMine(assessment);
      const first = await assessment.scored(administrator, month);
      const second = await assessment.scored(administrator, month);
      expect(second.id).not.toBe(first.id);
      expect(second.resultHash).toBe(first.resultHash);
    });

    it('without what is recorded after its line, and although nobody rang for its chunks', async () => {
      const { administrator, branch, committee, ann } = await smallMine(assessment);
      const { app } = assessment.service;
      const runId = await inTransaction(app.get(DataSource), (tx) =>
        app.get(FrozenRuns).make(tx, {
          month,
          rootId: committee.id,
          rootPath: committee.path,
          createdBy: committee.id,
        }),
      );
      // Nothing is on the queue, as if Redis had been emptied: the reconciler will come by.
      await assessment.happens(filed(branch, ['lecture'], '2026-10-21', [[ann, 'absent']]));
      await eventually(async () => {
        const { body } = await assessment.get(administrator, `/v1/runs/${runId}`);
        expect((body as RunBody).status).toBe('draft');
      });
      const scores = await assessment.scores(administrator, runId, 'member');
      expect(scores.get(ann.id)?.score).toBe(102);
      const next = await assessment.scored(administrator, month);
      expect((await assessment.scores(administrator, next.id, 'member')).get(ann.id)?.score).toBe(
        95,
      );
    });

    it('and fails, saying why, when a chunk fails again and again', async () => {
      const { administrator, group } = await smallMine(assessment);
      await assessment.pull();
      await admin.query(
        `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no luck'; end $$;
         create trigger refuse before insert on scores for each row when (new.level = 1) execute function refuse()`,
      );
      const started = await assessment.post(administrator, '/v1/runs', { month });
      const { id } = started.body as RunBody;
      await eventually(async () => {
        const { body } = await assessment.get(administrator, `/v1/runs/${id}`);
        expect(body).toMatchObject({
          status: 'failed',
          failure: { en: expect.stringContaining('log') },
          progress: { done: 5, phase: 'group' },
        });
      });
      const { rows } = await admin.query('select failure from runs where id = $1', [id]);
      expect(rows).toEqual([{ failure: 'no luck' }]);
      await admin.query('drop trigger refuse on scores; drop function refuse');
      const again = await assessment.scored(administrator, month);
      expect((await assessment.scores(administrator, again.id, 'group')).has(group.id)).toBe(true);
    });
  });

  describe('is published', () => {
    it('once, from a draft, and tells everybody', async () => {
      const { administrator, committee, ann, dan } = await smallMine(assessment);
      const run = await assessment.scored(administrator, month);
      expect((await publish(administrator, run.id)).status).toBe(200);
      const again = await publish(administrator, run.id);
      expect([again.status, codeOf(again)]).toEqual([409, 'assessment.run_not_draft']);
      const { rows } = await admin.query<{ type: string; payload: Record<string, unknown> }>(
        `select type, payload from outbox where payload ->> 'runId' = $1 order by id`,
        [run.id],
      );
      const [first, ...scores] = rows;
      expect(parsePayload('assessment.run.published', first?.payload)).toEqual({
        v: 1,
        runId: run.id,
        organizationId: committee.id,
        month,
      });
      const told = scores.map((row) => parsePayload('assessment.scores.published', row.payload));
      expect(told.map((event) => [event.level, event.scores.length])).toEqual([
        ['member', 5],
        ['group', 1],
        ['branch', 2],
      ]);
      expect(told[0]?.scores).toEqual(
        expect.arrayContaining([
          [ann.id, 10_200, 'excellent'],
          [dan.id, null, null],
        ]),
      );
    });

    it('in events of 500 scores at most', async () => {
      const { administrator, group } = await smallMine(assessment);
      for (let index = 0; index < 500; index += 1) assessment.directory.member(group);
      const run = await assessment.scored(administrator, month);
      await publish(administrator, run.id);
      const { rows } = await admin.query<{ payload: unknown }>(
        `select payload from outbox where payload ->> 'runId' = $1 and payload ->> 'level' = 'member' order by id`,
        [run.id],
      );
      const told = rows.map(
        (row) => parsePayload('assessment.scores.published', row.payload).scores,
      );
      expect(told.map((scores) => scores.length)).toEqual([500, 5]);
      expect(new Set(told.flat().map(([id]) => id)).size).toBe(505);
    });

    it('by nobody who may not, and not seen from another root', async () => {
      const { administrator, ann } = await smallMine(assessment);
      const stranger = await smallMine(assessment);
      const run = await assessment.scored(administrator, month);
      expect((await publish(ann.accountId, run.id)).status).toBe(403);
      const foreign = await publish(stranger.administrator, run.id);
      expect([foreign.status, codeOf(foreign)]).toEqual([404, 'assessment.run_not_found']);
    });

    it('and can never be changed again, not by the service itself either', async () => {
      const { administrator, ann } = await smallMine(assessment);
      const run = await assessment.scored(administrator, month);
      const change = `update scores set score = 10000 where run_id = '${run.id}' and subject_id = '${ann.id}'`;
      // A draft may be: this is what the guard must tell apart.
      await service.query('begin');
      expect((await service.query(change)).rowCount).toBe(1);
      await service.query('rollback');
      await publish(administrator, run.id);
      const forbidden = [
        change,
        change.replace('scores', 'scores_2026'),
        `delete from scores where run_id = '${run.id}'`,
        `insert into scores (month, run_id, level, subject_id, path, score, line_values, line_targets, line_points)
         values (24321, '${run.id}', 0, '${randomUUID()}', '1/', 10000, '{}', '{}', '{}')`,
        `insert into scores_2026 (month, run_id, level, subject_id, path, score, line_values, line_targets, line_points)
         values (24321, '${run.id}', 0, '${randomUUID()}', '1/', 10000, '{}', '{}', '{}')`,
        `update runs set status = 'draft', published_at = null, published_by = null where id = '${run.id}'`,
        `delete from run_schemes where run_id = '${run.id}'`,
        `update run_rosters set probationary_ids = null where run_id = '${run.id}'`,
        `update schemes set definition = '{}'`,
      ];
      for (const statement of forbidden)
        await expect(service.query(statement)).rejects.toMatchObject({ code: '23001' });
      for (const statement of [
        'drop table scores',
        'alter table scores disable trigger all',
        'truncate scores',
      ])
        await expect(service.query(statement)).rejects.toMatchObject({ code: '42501' });
    });
  });

  describe('shows', () => {
    it('a member the own published score, and the branch only as counts', async () => {
      const { administrator, ann, ben, cai } = await smallMine(assessment);
      const run = await assessment.scored(administrator, month);
      const own = () => assessment.get(ann.accountId, '/v1/me/scores');
      expect((await own()).body).toEqual({ data: [], nextCursor: null });
      await publish(administrator, run.id);
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
      await publish(administrator, run.id);
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
      await publish(administrator, run.id);
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
      await publish(administrator, run.id);
      const statements = async (account: string, path: string) => {
        await assessment.get(account, path);
        const texts = await statementsDuring(() => assessment.get(account, path));
        // The relay and the reconciler go on beside it.
        return texts.filter((text) => /runs-page|runs-one|scores|facts fact/.test(text)).length;
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

  it('does not depend on whether the directory was rebuilt', async () => {
    const { administrator } = await smallMine(assessment);
    const before = await assessment.scored(administrator, month);
    await assessment.service.app.get(DirectoryProjector).rebuild();
    const after = await assessment.scored(administrator, month);
    expect(after.resultHash).toBe(before.resultHash);
  });
});
