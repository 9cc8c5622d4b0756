import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { parsePayload } from '#libs/contracts';
import { AssessmentHarness, codeOf } from './assessment.harness.js';
import { smallMine } from './small-mine.js';

const month = '2026-10';

describe('a run is published', () => {
  let assessment: AssessmentHarness;
  let admin: Client;
  let service: Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
    admin = await assessment.service.database.admin('assessment');
    service = await assessment.service.database.asService('assessment');
  });
  afterAll(() => assessment.stop());

  it('once, from a draft, and tells everybody', async () => {
    const { administrator, committee, ann, dan } = await smallMine(assessment);
    const run = await assessment.scored(administrator, month);
    expect((await assessment.publish(administrator, run.id)).status).toBe(200);
    const again = await assessment.publish(administrator, run.id);
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
    await assessment.publish(administrator, run.id);
    const { rows } = await admin.query<{ payload: unknown }>(
      `select payload from outbox where payload ->> 'runId' = $1 and payload ->> 'level' = 'member' order by id`,
      [run.id],
    );
    const told = rows.map((row) => parsePayload('assessment.scores.published', row.payload).scores);
    expect(told.map((scores) => scores.length)).toEqual([500, 5]);
    expect(new Set(told.flat().map(([id]) => id)).size).toBe(505);
  });

  it('by nobody who may not, and not seen from another root', async () => {
    const { administrator, ann } = await smallMine(assessment);
    const stranger = await smallMine(assessment);
    const run = await assessment.scored(administrator, month);
    expect((await assessment.publish(ann.accountId, run.id)).status).toBe(403);
    const foreign = await assessment.publish(stranger.administrator, run.id);
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
    await assessment.publish(administrator, run.id);
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
