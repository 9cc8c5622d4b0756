import type { Client } from 'pg';
import { parsePayload } from '#libs/contracts';
import type { ScoreChangePageDto } from '../src/scores/dto/score-change.dto.js';
import { AssessmentHarness, codeOf, filed } from './assessment.harness.js';
import { smallMine } from './small-mine.js';

const month = '2026-10';

describe('a published month that is scored again', () => {
  let assessment: AssessmentHarness;
  let admin: Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
    admin = await assessment.service.database.admin('assessment');
  });
  afterAll(() => assessment.stop());

  const changes = async (account: string, id: string, query = ''): Promise<ScoreChangePageDto> =>
    (await assessment.get(account, `/v1/runs/${id}/changes${query}`)).body as ScoreChangePageDto;
  const told = async (id: string) => {
    const { rows } = await admin.query<{ payload: unknown }>(
      `select payload from outbox where payload ->> 'runId' = $1 and type = 'assessment.scores.published' order by id`,
      [id],
    );
    return rows.map((row) => parsePayload('assessment.scores.published', row.payload));
  };

  /** Published; then another lecture is filed, from which Ben was absent. */
  const corrected = async () => {
    const mine = await smallMine(assessment);
    const first = await assessment.scored(mine.administrator, month);
    await assessment.publish(mine.administrator, first.id);
    await assessment.happens(filed(mine.branch, ['lecture'], '2026-10-22', [[mine.ben, 'absent']]));
    const correction = await assessment.scored(mine.administrator, month);
    return { ...mine, first, correction };
  };

  it('shows the correction once it is published, and no earlier run can replace it', async () => {
    const { administrator, branch, ben } = await smallMine(assessment);
    const first = await assessment.scored(administrator, month);
    const earlier = await assessment.scored(administrator, month);
    await assessment.publish(administrator, first.id);
    const own = async () => {
      const { body } = await assessment.get(ben.accountId, '/v1/me/scores');
      return (body as { data: { runId: string; score: number }[] }).data.map((each) => each.score);
    };
    expect(await own()).toEqual([68]);
    await assessment.happens(filed(branch, ['lecture'], '2026-10-22', [[ben, 'absent']]));
    const correction = await assessment.scored(administrator, month);
    expect(await own()).toEqual([68]);
    await assessment.publish(administrator, correction.id);
    expect(await own()).toEqual([61]);
    const { body } = await assessment.get(administrator, `/v1/runs/${first.id}`);
    expect(body).toMatchObject({ status: 'published', supersededBy: correction.id });
    const late = await assessment.publish(administrator, earlier.id);
    expect([late.status, codeOf(late)]).toEqual([409, 'assessment.run_outdated']);
  });

  it('says what changes, before the correction is published and after', async () => {
    const { administrator, first, correction, ben, branch } = await corrected();
    const draft = await changes(administrator, correction.id, '?level=member');
    expect(draft.comparedWith).toBe(first.id);
    expect(draft.data.map(({ subjectId, before, after }) => [subjectId, before, after])).toEqual([
      [
        ben.id,
        { score: 68, grade: 'fair', notScoredReason: null },
        { score: 61, grade: 'fair', notScoredReason: null },
      ],
    ]);
    const branches = await changes(administrator, correction.id);
    expect(branches.data.map(({ subjectId }) => subjectId)).toEqual([branch.id]);
    await assessment.publish(administrator, correction.id);
    expect(await changes(administrator, correction.id, '?level=member')).toEqual(draft);
  });

  it('tells those only whose score it changes, and says that it is a correction', async () => {
    const { administrator, first, correction, ben, branch, group } = await corrected();
    await assessment.publish(administrator, correction.id);
    const events = await told(correction.id);
    expect(events.map(({ level, corrects }) => [level, corrects])).toEqual([
      ['member', first.id],
      ['group', first.id],
      ['branch', first.id],
    ]);
    expect(events.map(({ scores }) => scores.map(([id]) => id))).toEqual([
      [ben.id],
      [group.id],
      [branch.id],
    ]);
    expect((await told(first.id)).map(({ corrects }) => corrects)).toEqual([null, null, null]);
  });

  it('tells who is no longer in it that there is no score, and lists that and who is new', async () => {
    const { directory } = assessment;
    const mine = await smallMine(assessment);
    const first = await assessment.scored(mine.administrator, month);
    await assessment.publish(mine.administrator, first.id);
    const newcomer = directory.member(mine.branch, { name: 'Eve' });
    assessment.members.put({
      kind: 'membership',
      id: mine.cai.membershipId,
      personId: mine.cai.id,
      organizationId: mine.branch.id,
      memberKind: 'probationary',
      standing: 'regular',
      startsOn: '2020-01-01',
      endsOn: '2026-10-31',
    });
    await assessment.pull();
    const correction = await assessment.scored(mine.administrator, month);
    const { data } = await changes(mine.administrator, correction.id, '?level=member');
    const found = new Map(data.map((each) => [each.subjectId, each]));
    expect(found.get(mine.cai.id)).toMatchObject({ name: 'Cai', after: null });
    expect(found.get(newcomer.id)).toMatchObject({ name: 'Eve', before: null });
    await assessment.publish(mine.administrator, correction.id);
    const [members] = await told(correction.id);
    expect(members?.scores).toContainEqual([mine.cai.id, null, null]);
  });

  it('has nothing to compare a first run with, and none that is not scored', async () => {
    const { administrator, ann } = await smallMine(assessment);
    const run = await assessment.scored(administrator, month);
    expect(await changes(administrator, run.id)).toEqual({
      comparedWith: null,
      data: [],
      nextCursor: null,
    });
    const hidden = await assessment.get(ann.accountId, `/v1/runs/${run.id}/changes`);
    expect([hidden.status, codeOf(hidden)]).toEqual([409, 'assessment.run_not_published']);
    await admin.query(
      `update runs set status = 'cancelled', result_hash = null, ended_at = now() where id = $1`,
      [run.id],
    );
    const unscored = await assessment.get(administrator, `/v1/runs/${run.id}/changes`);
    expect([unscored.status, codeOf(unscored)]).toEqual([409, 'assessment.run_not_scored']);
  });

  it('lists the changes page by page', async () => {
    const mine = await smallMine(assessment);
    const first = await assessment.scored(mine.administrator, month);
    await assessment.publish(mine.administrator, first.id);
    for (let index = 0; index < 5; index += 1) assessment.directory.member(mine.branch);
    await assessment.pull();
    const correction = await assessment.scored(mine.administrator, month);
    const whole = await changes(mine.administrator, correction.id, '?level=member');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const from: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page = await changes(mine.administrator, correction.id, `?level=member&limit=2${from}`);
      seen.push(...page.data.map(({ subjectId }) => subjectId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(whole.data.map(({ subjectId }) => subjectId));
    expect(seen).toHaveLength(5);
  });
});
