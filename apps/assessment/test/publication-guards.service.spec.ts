import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { eventually, type ServiceAnswer } from '#libs/testing';
import { PublicationGuards1795392000011 } from '../src/migrations/1795392000011-publication-guards.js';
import { AssessmentHarness, codeOf, type RunBody } from './assessment.harness.js';
import { smallMine } from './small-mine.js';

const month = '2026-10';

describe('publication', () => {
  let assessment: AssessmentHarness;
  let admin: Client;
  let service: Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
    admin = await assessment.service.database.admin('assessment');
    service = await assessment.service.database.asService('assessment');
  });
  afterAll(() => assessment.stop());

  const answerOf = (answer: ServiceAnswer) => [answer.status, codeOf(answer)];
  const supersededBy = async (id: string) => {
    const { rows } = await admin.query<{ superseded_by: string | null }>(
      'select superseded_by from runs where id = $1',
      [id],
    );
    return rows[0]?.superseded_by;
  };
  const waiting = (sessions: number) =>
    eventually(async () => {
      const { rows } = await admin.query(
        `select from pg_locks
         where not granted and database = (select oid from pg_database where datname = current_database())`,
      );
      if (rows.length !== sessions) throw new Error(`${rows.length} sessions wait`);
    });

  /** Publishes the second while the first has not committed: it cannot as long as nobody may read scores. */
  const atOnce = async (account: string, first: RunBody, second: RunBody) => {
    await admin.query('begin; lock table scores in access exclusive mode');
    const answers: Promise<ServiceAnswer>[] = [];
    try {
      for (const run of [first, second]) {
        answers.push(assessment.publish(account, run.id));
        await waiting(answers.length);
      }
    } finally {
      await admin.query('rollback');
    }
    return (await Promise.all(answers)).map(answerOf);
  };

  describe('of two runs of a month at the same time', () => {
    const twoDrafts = async () => {
      const { administrator } = await smallMine(assessment);
      const earlier = await assessment.scored(administrator, month);
      const later = await assessment.scored(administrator, month);
      return { administrator, earlier, later };
    };

    it('lets the later one supersede the earlier', async () => {
      const { administrator, earlier, later } = await twoDrafts();
      expect(await atOnce(administrator, earlier, later)).toEqual([
        [200, undefined],
        [200, undefined],
      ]);
      expect(await supersededBy(earlier.id)).toBe(later.id);
      expect(await supersededBy(later.id)).toBeNull();
    });

    it('refuses the earlier one that comes second', async () => {
      const { administrator, earlier, later } = await twoDrafts();
      expect(await atOnce(administrator, later, earlier)).toEqual([
        [200, undefined],
        [409, 'assessment.run_outdated'],
      ]);
      expect(await supersededBy(later.id)).toBeNull();
    });

    it('is refused by the database too', async () => {
      const { administrator, earlier, later } = await twoDrafts();
      await assessment.publish(administrator, earlier.id);
      await expect(
        service.query(
          `update runs set status = 'published', published_at = now(), published_by = id where id = $1`,
          [later.id],
        ),
      ).rejects.toMatchObject({ code: '23505', constraint: 'runs_current' });
    });
  });

  it('of two runs that both became current is mended when the database is migrated', async () => {
    const { administrator } = await smallMine(assessment);
    const ids: string[] = [];
    while (ids.length < 3) {
      const { id } = await assessment.scored(administrator, month);
      await assessment.publish(administrator, id);
      ids.push(id);
    }
    // As the database was before, with what it let pass.
    await admin.query(`begin;
      drop function superseded_by_published cascade;
      drop trigger rows_of_published_runs_stay on run_totals;
      drop trigger rows_of_published_runs_stay on run_chunks;
      drop index runs_current;
      create index runs_current on runs (month, root_id);
      alter table runs disable trigger published_runs_stay`);
    try {
      await admin.query('update runs set superseded_by = null where id = any($1)', [ids]);
      await admin.query('alter table runs enable trigger published_runs_stay');
      const runner = { query: (sql: string) => admin.query(sql) } as unknown as QueryRunner;
      await new PublicationGuards1795392000011().up(runner);
      const { rows } = await admin.query<{ superseded_by: string | null }>(
        'select superseded_by from runs where id = any($1) order by id',
        [ids],
      );
      expect(rows.map((row) => row.superseded_by)).toEqual([ids[2], ids[2], null]);
    } finally {
      await admin.query('rollback');
    }
  });

  describe('is final for the service itself', () => {
    it('with all rows of the run, which none is added to', async () => {
      const { administrator } = await smallMine(assessment);
      const run = await assessment.scored(administrator, month);
      const draft = await assessment.scored(administrator, month);
      const changes = [
        ...['scores', 'scores_2026', 'run_rosters', 'run_totals', 'run_chunks'].map(
          (table) => `update ${table} set run_id = $1 where run_id = $2 and level = 0`,
        ),
        'update run_schemes set run_id = $1 where run_id = $2 and level = 0',
      ];
      await assessment.publish(administrator, run.id);
      for (const change of changes)
        for (const runs of [
          [run.id, draft.id],
          [draft.id, run.id],
        ])
          await expect(service.query(change, runs)).rejects.toMatchObject({ code: '23001' });
      for (const statement of [
        'delete from run_totals where run_id = $1',
        'update run_totals set score = 0 where run_id = $1',
        'delete from run_chunks where run_id = $1',
        `update run_chunks set digest = null where run_id = $1`,
        `insert into run_chunks (run_id, level, number, subjects, from_path, from_id, to_path, to_id)
         values ($1, 0, 99, 1, '1/', $1, '1/', $1)`,
      ])
        await expect(service.query(statement, [run.id])).rejects.toMatchObject({ code: '23001' });
    });

    it('but a draft may be changed: this is what the guards tell apart', async () => {
      const { administrator } = await smallMine(assessment);
      const { id } = await assessment.scored(administrator, month);
      await service.query('begin');
      for (const statement of [
        'update run_totals set score = 0 where run_id = $1',
        'update run_chunks set failures = 0 where run_id = $1',
        'delete from run_totals where run_id = $1',
        'delete from run_chunks where run_id = $1',
      ])
        expect((await service.query(statement, [id])).rowCount).toBeGreaterThan(0);
      await service.query('rollback');
    });

    it('unless a later published run of its month and root supersedes it', async () => {
      const { administrator, branch } = await smallMine(assessment);
      const [first, current, draft, otherMonth, otherRoot] = [
        await assessment.scored(administrator, month),
        await assessment.scored(administrator, month),
        await assessment.scored(administrator, month),
        await assessment.scored(administrator, '2026-09'),
        await assessment.scored(administrator, month, branch.id),
      ].map((run) => run.id) as [string, string, string, string, string];
      for (const id of [first, current, otherMonth, otherRoot])
        await assessment.publish(administrator, id);
      for (const by of [current, first, draft, otherMonth, otherRoot])
        await expect(
          service.query('update runs set superseded_by = $1 where id = $2', [by, current]),
        ).rejects.toMatchObject({ code: '23001' });
      await expect(
        service.query('update runs set superseded_by = $1 where id = $2', [randomUUID(), current]),
      ).rejects.toMatchObject({ code: expect.stringMatching(/^23/) as string });
      expect(await supersededBy(current)).toBeNull();
      expect(await supersededBy(first)).toBe(current);
    });
  });
});
