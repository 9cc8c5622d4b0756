import type { Client } from 'pg';
import type { AttendanceStatus } from '#libs/contracts';
import { ScoringService } from '../src/runs/scoring.service.js';
import { AssessmentHarness, filed } from './assessment.harness.js';

const month = '2026-10';
const statuses: readonly AttendanceStatus[] = ['present', 'absent', 'leave', 'exempt', 'made_up'];

/** Four branches with two groups each and 40 members who differ in what they attended. */
async function mine(assessment: AssessmentHarness) {
  const { directory } = assessment;
  const committee = directory.organization('committee', null);
  const administrator = directory.account(null, [
    { role: 'administrator', organization: committee },
  ]);
  let turn = 0;
  const next = (): AttendanceStatus => {
    turn += 1;
    return statuses[(turn * turn + turn) % statuses.length] ?? 'present';
  };
  for (let b = 0; b < 4; b += 1) {
    const branch = directory.organization('branch', committee);
    const groups = [0, 1].map(() => directory.organization('group', branch));
    const members = groups.map((group) => Array.from({ length: 5 }, () => directory.member(group)));
    for (const [index, group] of groups.entries()) {
      const present = (members[index] ?? []).map((member) => [member, next()] as const);
      if ((b + index) % 3 > 0)
        await assessment.happens(filed(group, ['group_meeting'], '2026-10-07', present));
    }
    const all = () => members.flat().map((member) => [member, next()] as const);
    await assessment.happens(
      filed(branch, ['branch_meeting', 'theme_day'], '2026-10-15', all()),
      filed(branch, ['lecture'], '2026-10-20', all(), members.flat().slice(0, b)),
    );
  }
  return { administrator, committee };
}

describe('the chunks of a run', () => {
  let assessment: AssessmentHarness;
  let small: AssessmentHarness;
  let admin: Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start({ CHUNK_SIZE: '1000' });
    small = await assessment.beside({ CHUNK_SIZE: '7', SCORING_CONCURRENCY: '3' });
    admin = await assessment.service.database.admin('assessment');
  });
  afterAll(async () => {
    await small.service.stop();
    await assessment.stop();
  });

  const chunksOf = async (id: string) => {
    const { rows } = await admin.query<{ level: number; chunks: number }>(
      'select level, count(*)::int as chunks from run_chunks where run_id = $1 group by level order by level',
      [id],
    );
    return rows.map((row) => row.chunks);
  };

  it('are of any size, and the result is the same', async () => {
    const { administrator } = await mine(assessment);
    const whole = await assessment.scored(administrator, month);
    const cut = await small.scored(administrator, month);
    expect(await chunksOf(whole.id)).toEqual([1, 1, 1, 1]);
    expect(await chunksOf(cut.id)).toEqual([6, 8, 4, 1]);
    expect(cut.resultHash).toBe(whole.resultHash);
    expect(cut.inputHash).toBe(whole.inputHash);
    const { rows } = await admin.query('select from run_chunks where failures > 0 or attempt > 1');
    expect(rows).toEqual([]);
    const scores = (level: string) => assessment.scores(administrator, cut.id, level);
    const [members, groups] = [await scores('member'), await scores('group')];
    expect([members.size, groups.size]).toEqual([40, 8]);
    expect(new Set([...members.values()].map((each) => each.score)).size).toBeGreaterThan(4);
  });

  it('give another hash when one line differs', async () => {
    const { administrator, committee } = await mine(assessment);
    const before = await assessment.scored(administrator, month);
    const { rows } = await admin.query<{ subject_id: string; organization_id: string }>(
      'select subject_id, organization_id from run_subjects where run_id = $1 and level = 0 limit 1',
      [before.id],
    );
    const [subject] = rows;
    if (!subject) throw new Error(`nobody in ${committee.id}`);
    await assessment.happens(
      filed({ id: subject.organization_id }, ['study_session'], '2026-10-20', [
        [{ id: subject.subject_id }, 'absent'],
      ]),
    );
    const after = await assessment.scored(administrator, month);
    expect(after.resultHash).not.toBe(before.resultHash);
  });

  it('cover everybody once', async () => {
    const { administrator } = await mine(assessment);
    const run = await small.scored(administrator, month);
    const { rows } = await admin.query<{ missing: number; twice: number }>(
      `select count(*) filter (where score.subject_id is null)::int as missing,
         count(*)::int - count(distinct (subject.level, subject.subject_id))::int as twice
       from run_subjects subject left join scores score using (month, run_id, level, subject_id)
       where subject.run_id = $1`,
      [run.id],
    );
    expect(rows).toEqual([{ missing: 0, twice: 0 }]);
  });

  it('have no second effect when they are done again, early or late', async () => {
    const { administrator } = await mine(assessment);
    const scoring = small.service.app.get(ScoringService);
    const started = await small.post(administrator, '/v1/runs', { month });
    const { id } = started.body as { id: string };
    // Everybody does everything at once, in the wrong order too.
    const again = async () => {
      const keys = [3, 2, 1, 0].flatMap((level) =>
        [0, 1, 2].map((number) => ({ runId: id, level, number })),
      );
      return Promise.all(keys.map((key) => scoring.score(key)));
    };
    await Promise.all([again(), again()]);
    const { resultHash } = await small.settled(administrator, id);
    expect(await again()).toEqual(Array(12).fill(false));
    const clean = await assessment.scored(administrator, month);
    expect(resultHash).toBe(clean.resultHash);
  });

  it('make progress that never goes back', async () => {
    const { administrator } = await mine(assessment);
    const started = await small.post(administrator, '/v1/runs', { month });
    const { id } = started.body as { id: string };
    const order = ['queued', 'member', 'group', 'branch', 'sealing', 'done'];
    const seen: { done: number; total: number; phase: string }[] = [];
    while (seen.at(-1)?.phase !== 'done') {
      const { body } = await small.get(administrator, `/v1/runs/${id}`);
      seen.push((body as { progress: (typeof seen)[number] }).progress);
    }
    for (const [index, now] of seen.entries()) {
      const before = seen[index - 1] ?? { done: 0, phase: 'queued' };
      expect(now.total).toBe(52);
      expect(now.done).toBeGreaterThanOrEqual(before.done);
      expect(order.indexOf(now.phase)).toBeGreaterThanOrEqual(order.indexOf(before.phase));
    }
    expect(seen.at(-1)?.done).toBe(52);
  });
});
