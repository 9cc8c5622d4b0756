import type { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { FreezingSpeed1795392000012 } from '../src/migrations/1795392000012-freezing-speed.js';
import { TotalsOfBranches1796000400001 } from '../src/migrations/1796000400001-totals-of-branches.js';
import { AssessmentHarness } from './assessment.harness.js';
import { smallMine } from './small-mine.js';

const month = '2026-10';

/** What an earlier version has left in its tables, brought to this one; all of it is rolled back. */
describe('an upgrade', () => {
  let assessment: AssessmentHarness;
  let admin: Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
    admin = await assessment.service.database.admin('assessment');
  });
  afterAll(() => assessment.stop());

  it('keeps who was probationary, in published runs too, and begins anew what was not scored', async () => {
    const { administrator, branch, cai, dan } = await smallMine(assessment);
    const published = await assessment.scored(administrator, month);
    await assessment.publish(administrator, published.id);
    const unfinished = await assessment.scored(administrator, month);
    await admin.query('begin');
    try {
      await admin.query(`
        drop view run_subjects;
        create view run_subjects as select * from run_rosters;
        alter table run_rosters add column member_kinds text[];
        alter table run_rosters disable trigger rows_of_published_runs_stay;
        update run_rosters set member_kinds = array(
          select case when id = any(probationary_ids) then 'probationary' else 'full' end
          from unnest(subject_ids) with ordinality as subject(id, place) order by place)
        where level = 0;
        alter table run_rosters enable trigger rows_of_published_runs_stay;
        drop view run_subjects;
        alter table run_rosters drop column probationary_ids;
        create view run_subjects as select * from run_rosters;
        update runs set status = 'failed', result_hash = null where id = '${unfinished.id}'`);
      await new FreezingSpeed1795392000012().up({
        query: (text: string) => admin.query(text),
      } as unknown as QueryRunner);
      const rosters = await admin.query<{ subject_ids: string[]; probationary_ids: string[] }>(
        `select array(select unnest(subject_ids) order by 1) as subject_ids, probationary_ids from run_rosters
         where run_id = $1 and level = 0 and organization_id = $2`,
        [published.id, branch.id],
      );
      expect(rosters.rows).toEqual([
        { subject_ids: [cai.id, dan.id].sort(), probationary_ids: [cai.id] },
      ]);
      const { rows } = await admin.query<{ run_id: string; scores: number; waiting: number }>(
        `select id as run_id, (select count(*)::int from scores where run_id = runs.id) as scores,
           (select count(*)::int from run_chunks where run_id = runs.id and status = 'waiting') as waiting
         from runs where id = any($1) order by id`,
        [[published.id, unfinished.id]],
      );
      expect(rows).toEqual([
        { run_id: published.id, scores: 8, waiting: 0 },
        { run_id: unfinished.id, scores: 0, waiting: 4 },
      ]);
    } finally {
      await admin.query('rollback');
    }
  });

  it('begins anew what has no hash yet, and keeps a discarded draft, which may be taken up again', async () => {
    const { administrator } = await smallMine(assessment);
    const discarded = await assessment.scored(administrator, month);
    const unfinished = await assessment.scored(administrator, month);
    await admin.query('begin');
    try {
      await admin.query(`
        alter table run_totals drop column branch_id;
        update runs set status = 'cancelled' where id = '${discarded.id}';
        update runs set status = 'failed', result_hash = null where id = '${unfinished.id}'`);
      await new TotalsOfBranches1796000400001().up({
        query: (text: string) => admin.query(text),
      } as unknown as QueryRunner);
      const { rows } = await admin.query<{ run_id: string; scores: number; totals: number }>(
        `select id as run_id, phase, (select count(*)::int from scores where run_id = runs.id) as scores,
           (select count(*) > 0 from run_totals where run_id = runs.id) as totals,
           (select count(*)::int from run_chunks where run_id = runs.id and status = 'waiting') as waiting
         from runs where id = any($1) order by id`,
        [[discarded.id, unfinished.id]],
      );
      expect(rows).toEqual([
        { run_id: discarded.id, phase: 3, scores: 8, totals: true, waiting: 0 },
        { run_id: unfinished.id, phase: 0, scores: 0, totals: false, waiting: 4 },
      ]);
      // As a copy of the version before would leave them.
      const earlier = admin.query(
        `insert into run_totals (run_id, level, path, scored, score, attended, attendance_due)
         values ($1, 0, '1/', 1, 1, 1, 1)`,
        [unfinished.id],
      );
      await expect(earlier).rejects.toThrow('branch_id');
    } finally {
      await admin.query('rollback');
    }
  });
});
