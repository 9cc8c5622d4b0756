import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { inTransaction, type Transaction } from '#libs/database';
import { eventually } from '#libs/testing';
import { ChunksRepository } from '../src/runs/chunks.repository.js';
import { FrozenRunsService } from '../src/runs/frozen-runs.service.js';
import { ScoringService } from '../src/runs/scoring.service.js';
import { AssessmentHarness, codeOf, filed, type RunBody } from './assessment.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

const month = '2026-10';
const levels = ['member', 'group', 'branch', 'sealing'];

describe('a run that is disturbed', () => {
  let assessment: AssessmentHarness;
  let admin: Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start({ CHUNK_SIZE: '2' });
    admin = await assessment.service.database.admin('assessment');
  });
  afterAll(() => assessment.stop());

  const app = () => assessment.service.app;
  const runOf = async (mine: SmallMine, id: string): Promise<RunBody> =>
    (await assessment.get(mine.administrator, `/v1/runs/${id}`)).body as RunBody;
  const command = (account: string, id: string, name: 'cancel' | 'resume') =>
    assessment.post(account, `/v1/runs/${id}/${name}`);

  /** A run as the route makes it; `held` changes its rows before anybody sees it. */
  const frozen = async (
    { committee }: SmallMine,
    held: (tx: Transaction, id: string) => Promise<unknown>,
  ): Promise<string> => {
    await assessment.pull();
    return inTransaction(app().get(DataSource), async (tx) => {
      const run = { month, rootId: committee.id, rootPath: committee.path };
      const id = await app()
        .get(FrozenRunsService)
        .make(tx, { ...run, createdBy: committee.id });
      await held(tx, id);
      return id;
    });
  };

  /** A run that comes as far as the level and no further: its chunks seem to be under somebody's lease. */
  const heldAt = (mine: SmallMine, level: number): Promise<string> =>
    frozen(mine, (tx, id) =>
      tx.query(
        `update run_chunks set leased_until = now() + interval '1 hour' where run_id = $1 and level = $2`,
        [id, level],
      ),
    );
  const letGo = (id: string) =>
    admin.query('update run_chunks set leased_until = null where run_id = $1', [id]);

  it.each(levels.map((name, level) => [name, level] as const))(
    'by a cancellation at the level %s goes on where it was',
    async (phase, level) => {
      const mine = await smallMine(assessment);
      const clean = await assessment.scored(mine.administrator, month);
      const id = await heldAt(mine, level);
      const before = await eventually(async () => {
        const run = await runOf(mine, id);
        const reached = level === 0 ? 'queued' : phase;
        if (run.progress.phase !== reached) throw new Error(`at ${run.progress.phase}`);
        return run;
      });
      const cancelled = await command(mine.administrator, id, 'cancel');
      expect(cancelled.status).toBe(200);
      expect(cancelled.body).toMatchObject({ status: 'cancelled', progress: before.progress });
      const twice = await command(mine.administrator, id, 'cancel');
      expect([twice.status, codeOf(twice)]).toEqual([409, 'assessment.run_not_cancellable']);

      const resumed = await command(mine.administrator, id, 'resume');
      expect(resumed.status).toBe(200);
      expect(resumed.body).toMatchObject({ endedAt: null, progress: before.progress });
      await letGo(id);
      const run = await assessment.settled(mine.administrator, id);
      expect(run.resultHash).toBe(clean.resultHash);
      expect(run.inputHash).toBe(clean.inputHash);
      expect(run.progress.done).toBe(8);
    },
  );

  it('leaves nothing of a chunk that was under way when it was cancelled', async () => {
    const mine = await smallMine(assessment);
    const chunks = app().get(ChunksRepository);
    let claimed: Awaited<ReturnType<ChunksRepository['claim']>>;
    const id = await frozen(mine, async (tx, runId) => {
      claimed = await chunks.claim(tx, { runId, level: 0, number: 0 }, 60);
      await tx.query(
        `update run_chunks set leased_until = now() + interval '1 hour' where run_id = $1`,
        [runId],
      );
    });
    if (!claimed) throw new Error('not claimed');
    await command(mine.administrator, id, 'cancel');
    expect(await app().get(ScoringService).scoreClaimed(claimed)).toBe(false);
    const { rows } = await admin.query(
      `select (select count(*)::int from scores where run_id = $1) as scores,
         (select sum(failures)::int from run_chunks where run_id = $1) as failures`,
      [id],
    );
    expect(rows).toEqual([{ scores: 0, failures: 0 }]);
  });

  it('by a failure goes on where it was, once what was in the way is gone', async () => {
    const mine = await smallMine(assessment);
    const clean = await assessment.scored(mine.administrator, month);
    await admin.query(
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no luck'; end $$;
       create trigger refuse before insert on scores for each row when (new.level = 1) execute function refuse()`,
    );
    const { body } = await assessment.post(mine.administrator, '/v1/runs', { month });
    const { id } = body as RunBody;
    await eventually(async () => {
      expect((await runOf(mine, id)).status).toBe('failed');
    });
    await admin.query('drop trigger refuse on scores; drop function refuse');
    expect((await command(mine.administrator, id, 'resume')).body).toMatchObject({
      status: 'scoring',
      progress: { done: 5, phase: 'group' },
      failure: null,
    });
    const run = await assessment.settled(mine.administrator, id);
    expect(run.resultHash).toBe(clean.resultHash);
  });

  it('by connections that are cut has failed at nothing', async () => {
    const mine = await smallMine(assessment);
    const clean = await assessment.scored(mine.administrator, month);
    // A transaction sees the connections as they were when it looked first: somebody else cuts them.
    const other = await assessment.service.database.admin('members');
    const cut = () =>
      eventually(async () => {
        const { rows } = await other.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query ilike '%scores a chunk%'`,
        );
        expect(rows.length).toBeGreaterThan(0);
      });
    await admin.query('begin; lock table scores in exclusive mode');
    const { body } = await assessment.post(mine.administrator, '/v1/runs', { month });
    const { id } = body as RunBody;
    try {
      // More often than a chunk may fail.
      for (let cuts = 0; cuts < 7; cuts += 1) await cut();
    } finally {
      await admin.query('rollback');
    }
    const run = await assessment.settled(mine.administrator, id);
    expect(run.resultHash).toBe(clean.resultHash);
    const { rows } = await admin.query(
      'select sum(failures)::int as failures from run_chunks where run_id = $1',
      [id],
    );
    expect(rows).toEqual([{ failures: 0 }]);
  });

  it('has nobody whose claim is not the last commit anything', async () => {
    const mine = await smallMine(assessment);
    const clean = await assessment.scored(mine.administrator, month);
    const chunks = app().get(ChunksRepository);
    const claims: NonNullable<Awaited<ReturnType<ChunksRepository['claim']>>>[] = [];
    const id = await frozen(mine, async (tx, runId) => {
      const key = { runId, level: 0, number: 0 };
      for (const claim of [1, 2]) {
        const claimed = await chunks.claim(tx, key, 60);
        if (!claimed) throw new Error(`not claimed: ${claim}`);
        claims.push(claimed);
        // Under a lease it is nobody else's; when that has run out it is anybody's.
        expect(await chunks.claim(tx, key, 60)).toBeUndefined();
        if (claim === 1)
          await tx.query(
            `update run_chunks set leased_until = now() - interval '1 second' where run_id = $1 and number = 0`,
            [runId],
          );
      }
    });
    const [late, last] = claims;
    if (!late || !last) throw new Error('not claimed twice');
    expect([late.attempt, last.attempt]).toEqual([1, 2]);
    const scoring = app().get(ScoringService);
    await eventually(async () => {
      expect((await runOf(mine, id)).status).toBe('scoring');
    });
    const mark = await admin.query('select from scores where run_id = $1 and level = 0', [id]);
    expect(await scoring.scoreClaimed(late)).toBe(false);
    const after = await admin.query('select from scores where run_id = $1 and level = 0', [id]);
    // The other chunks go on meanwhile; this one has two members.
    expect(after.rowCount ?? 0).toBeLessThanOrEqual(3);
    expect(after.rowCount ?? 0).toBeGreaterThanOrEqual(mark.rowCount ?? 0);
    // Both at once: what the late one has written is in the way of the other, until it is rolled back.
    await Promise.all([scoring.scoreClaimed(late), scoring.scoreClaimed(last)]);
    await assessment.service.app.get(ScoringService).score({ runId: id, level: 0, number: 0 });
    const run = await assessment.settled(mine.administrator, id);
    expect(run.resultHash).toBe(clean.resultHash);
  });

  describe('is refused', () => {
    it('to go on while another of the month is active, and when there is nothing to go on with', async () => {
      const mine = await smallMine(assessment);
      const draft = await assessment.scored(mine.administrator, month);
      const none = await command(mine.administrator, draft.id, 'resume');
      expect([none.status, codeOf(none)]).toEqual([409, 'assessment.run_not_resumable']);
      const first = await heldAt(mine, 0);
      await command(mine.administrator, first, 'cancel');
      const second = await heldAt(mine, 0);
      const both = await command(mine.administrator, first, 'resume');
      expect([both.status, codeOf(both)]).toEqual([409, 'assessment.run_active']);
      await command(mine.administrator, second, 'cancel');
    });

    it('to be cancelled when it is published, by who may only read, and from another root', async () => {
      const mine = await smallMine(assessment);
      const stranger = await smallMine(assessment);
      const run = await assessment.scored(mine.administrator, month);
      for (const name of ['cancel', 'resume'] as const) {
        expect((await command(mine.ann.accountId, run.id, name)).status).toBe(403);
        expect((await command(stranger.administrator, run.id, name)).status).toBe(404);
      }
      await assessment.publish(mine.administrator, run.id);
      const late = await command(mine.administrator, run.id, 'cancel');
      expect([late.status, codeOf(late)]).toEqual([409, 'assessment.run_not_cancellable']);
      await expect(
        admin.query(`update runs set status = 'cancelled' where id = $1`, [run.id]),
      ).rejects.toMatchObject({ code: '23001' });
    });
  });

  it('is discarded as a draft, and taken up again as one', async () => {
    const mine = await smallMine(assessment);
    const run = await assessment.scored(mine.administrator, month);
    expect((await command(mine.administrator, run.id, 'cancel')).body).toMatchObject({
      status: 'cancelled',
      progress: { phase: 'done', done: 8 },
    });
    const refused = await assessment.publish(mine.administrator, run.id);
    expect([refused.status, codeOf(refused)]).toEqual([409, 'assessment.run_not_draft']);
    expect((await command(mine.administrator, run.id, 'resume')).body).toMatchObject({
      status: 'draft',
      resultHash: run.resultHash,
    });
    expect((await assessment.publish(mine.administrator, run.id)).status).toBe(200);
  });

  it('is made of the same or of something else, as its input hash says', async () => {
    const [mine, stranger] = [await smallMine(assessment), await smallMine(assessment)];
    const hash = async () => (await assessment.scored(mine.administrator, month)).inputHash;
    const before = await hash();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    await assessment.happens(
      filed(stranger.branch, ['lecture'], '2026-10-22', [[stranger.ben, 'absent']]),
      filed(mine.branch, ['lecture'], '2026-11-02', [[mine.ben, 'present']]),
    );
    expect(await hash()).toBe(before);
    await assessment.happens(filed(mine.branch, ['lecture'], '2026-10-22', [[mine.ben, 'absent']]));
    const other = await hash();
    expect(other).not.toBe(before);
    assessment.directory.member(mine.group);
    expect(await hash()).not.toBe(other);
  });
});
