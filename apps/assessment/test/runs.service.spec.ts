import { AssessmentHarness, type ScoreBody } from './assessment.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

interface LineBody {
  key: string;
  value: number;
  target: number | null;
  points: number;
  applicable: boolean;
  reason: { code: string } | null;
  sources: { activityId: string; heldOn: string; types: string[]; status: string | null }[];
}

describe('the monthly run', () => {
  let assessment: AssessmentHarness;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
  });
  afterAll(() => assessment.stop());

  const brief = (score: ScoreBody | undefined) =>
    score && [score.score, score.grade, score.notScoredReason];

  describe('of a small mine', () => {
    let mine: SmallMine;
    let run: Awaited<ReturnType<AssessmentHarness['scored']>>;

    beforeAll(async () => {
      mine = await smallMine(assessment);
      run = await assessment.scored(mine.administrator, '2026-10');
    });

    const lines = async (subject: { id: string }): Promise<Record<string, LineBody>> => {
      const response = await assessment.get(
        mine.administrator,
        `/v1/runs/${run.id}/scores/${subject.id}`,
      );
      expect(response.status).toBe(200);
      const body = response.body as { lines: LineBody[] };
      return Object.fromEntries(body.lines.map((line) => [line.key, line]));
    };

    it('counts whom it scored, and is complete', () => {
      expect(run.counts).toEqual({ members: 5, groups: 1, branches: 2, notScored: 2 });
      expect(run.progress).toEqual({ done: 8, total: 8, phase: 'done' });
      expect(run.resultHash).toMatch(/^[0-9a-f]{64}$/);
    });

    it('scores members as reckoned by hand', async () => {
      const scores = await assessment.scores(mine.administrator, run.id, 'member');
      // All four duties, and a lecture given outside the 100.
      expect(brief(scores.get(mine.ann.id))).toEqual([102, 'excellent', null]);
      // One duty of four (made up); one absence without leave.
      expect(brief(scores.get(mine.ben.id))).toEqual([68, 'fair', null]);
      // Two of three, since no group meeting was due: 60 + 40 * 2/3. Probationary: no grade.
      expect(brief(scores.get(mine.cai.id))).toEqual([86.67, null, null]);
      expect(brief(scores.get(mine.dan.id))).toEqual([null, null, 'nothing_applicable']);
      expect(brief(scores.get(mine.ret.id))).toEqual([null, null, 'category']);
      expect(scores.size).toBe(5);
    });

    it('scores groups by their members', async () => {
      const scores = await assessment.scores(mine.administrator, run.id, 'group');
      // 20, and 80 for 15 held, 15 * 85/100 average, 10 * 6/9 attendance of 40.
      expect(brief(scores.get(mine.group.id))).toEqual([88.83, 'good', null]);
    });

    it('scores branches by their members and groups', async () => {
      const scores = await assessment.scores(mine.administrator, run.id, 'branch');
      // 20, and 80 for four duties of 6, 6 * 85.56/100, 4 * 88.83/100, 6 * 8/12 of 40.
      expect(brief(scores.get(mine.branch.id))).toEqual([93.37, 'excellent', null]);
      // No committee meeting and no theme day; the quarter is open and nobody is scored.
      expect(brief(scores.get(mine.retired.id))).toEqual([20, 'below_standard', null]);
    });

    it('explains a score down to the records it came from', async () => {
      const ben = await lines(mine.ben);
      expect(ben['lecture']).toMatchObject({ value: 1, target: 1, points: 10, applicable: true });
      expect(ben['lecture']?.sources).toEqual([
        {
          activityId: mine.lecture.activityId,
          heldOn: '2026-10-20',
          types: ['lecture'],
          status: 'made_up',
        },
      ]);
      expect(ben['theme_day']).toMatchObject({ value: 0, target: 1, points: 0 });
      expect(ben['theme_day']?.sources[0]).toMatchObject({
        types: expect.arrayContaining(['branch_meeting', 'theme_day']),
        status: 'absent',
      });
      expect(ben['absence_unexcused']).toMatchObject({ value: 1, points: -2 });
      const cai = await lines(mine.cai);
      expect(cai['group_meeting']).toMatchObject({
        target: null,
        applicable: false,
        reason: { code: 'nothing_due' },
      });
      const branch = await lines(mine.branch);
      expect(branch['members_average_score']).toMatchObject({
        value: 85.56,
        target: 100,
        points: 5.13,
      });
      expect(branch['branch_meeting']?.sources[0]?.activityId).toBe(mine.meeting.activityId);
      const retired = await lines(mine.retired);
      expect(retired['lecture']?.reason?.code).toBe('period_open');
      expect(retired['members_average_score']?.reason?.code).toBe('nobody_scored');
      expect(Object.keys(await lines(mine.ret))).toEqual([]);
    });

    it('counts a quarterly duty once: in November it was met before', async () => {
      assessment.clock.set(new Date('2026-12-05T01:00:00Z'));
      const november = await assessment.scored(mine.administrator, '2026-11');
      assessment.clock.set(new Date('2026-11-05T01:00:00Z'));
      const response = await assessment.get(
        mine.administrator,
        `/v1/runs/${november.id}/scores/${mine.branch.id}`,
      );
      const body = response.body as { score: number; lines: LineBody[] };
      const lecture = body.lines.find((line) => line.key === 'lecture');
      expect(lecture).toMatchObject({ value: 1, target: null, reason: { code: 'met_before' } });
      // Two duties unmet; the group has its base of 20: 20, and 80 for 4 * 20/100 of 16 applicable.
      expect(body.score).toBe(24);
    });
  });
});
