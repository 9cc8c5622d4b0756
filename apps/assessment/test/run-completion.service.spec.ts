import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { inTransaction } from '#libs/database';
import { DirectoryProjector } from '#libs/directory';
import { eventually } from '#libs/testing';
import { FrozenRunsService } from '../src/runs/frozen-runs.service.js';
import { AssessmentHarness, filed, type RunBody } from './assessment.harness.js';
import { smallMine } from './small-mine.js';

const month = '2026-10';

describe('a run', () => {
  let assessment: AssessmentHarness;
  let admin: Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
    admin = await assessment.service.database.admin('assessment');
  });
  afterAll(() => assessment.stop());

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
        app.get(FrozenRunsService).make(tx, {
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

  it('does not depend on whether the directory was rebuilt', async () => {
    const { administrator } = await smallMine(assessment);
    const before = await assessment.scored(administrator, month);
    await assessment.service.app.get(DirectoryProjector).rebuild();
    const after = await assessment.scored(administrator, month);
    expect(after.resultHash).toBe(before.resultHash);
  });
});
