import type { Client } from 'pg';
import { AssessmentHarness, filed, settled } from './assessment.harness.js';

interface FactBody {
  subjectId: string;
  metric: string;
  due: number;
  done: number;
  status: string | null;
  revision: number;
}

describe('facts', () => {
  let assessment: AssessmentHarness;
  let admin: Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
    admin = await assessment.service.database.admin('assessment');
  });
  afterAll(() => assessment.stop());

  /** A mine of its own for each test, so that none sees the facts of another. */
  function mine() {
    const { directory } = assessment;
    const committee = directory.organization('committee', null);
    const branch = directory.organization('branch', committee);
    const sibling = directory.organization('branch', committee);
    const [ann, ben, cai] = ['Ann', 'Ben', 'Cai'].map((name) => directory.member(branch, { name }));
    const secretary = directory.account(null, [{ role: 'branch_secretary', organization: branch }]);
    const other = directory.account(null, [{ role: 'branch_secretary', organization: sibling }]);
    if (!ann || !ben || !cai) throw new Error('three members');
    return { committee, branch, sibling, ann, ben, cai, secretary, other };
  }

  async function facts(account: string, query = 'month=2026-10'): Promise<FactBody[]> {
    const response = await assessment.get(account, `/v1/facts?${query}`);
    expect(response.status).toBe(200);
    return (response.body as { data: FactBody[] }).data;
  }

  const brief = (found: readonly FactBody[]) =>
    found
      .map(
        (fact) => `${fact.metric} ${fact.due}/${fact.done} ${fact.status ?? '-'} r${fact.revision}`,
      )
      .sort();

  it('come from a filing: attendance by type, absence, lecture, and what the branch held', async () => {
    const { branch, ann, ben, cai, secretary } = mine();
    await assessment.happens(
      filed(
        branch,
        ['branch_meeting', 'theme_day'],
        '2026-10-15',
        [
          [ann, 'present'],
          [ben, 'absent'],
          [cai, 'exempt'],
        ],
        [ann],
      ),
    );
    expect(brief(await facts(secretary, `month=2026-10&subjectId=${ann.id}`))).toEqual([
      'attendance.branch_meeting 1/1 present r0',
      'attendance.theme_day 1/1 present r0',
      'lecture.given 0/1 - r0',
    ]);
    expect(brief(await facts(secretary, `month=2026-10&subjectId=${ben.id}`))).toEqual([
      'absence.unexcused 0/1 - r0',
      'attendance.branch_meeting 1/0 absent r0',
      'attendance.theme_day 1/0 absent r0',
    ]);
    expect(brief(await facts(secretary, `month=2026-10&subjectId=${cai.id}`))).toEqual([
      'attendance.branch_meeting 0/0 exempt r0',
      'attendance.theme_day 0/0 exempt r0',
    ]);
    expect(brief(await facts(secretary, `month=2026-10&subjectId=${branch.id}`))).toEqual([
      'held.branch_meeting 0/1 - r0',
      'held.theme_day 0/1 - r0',
    ]);
  });

  it('have one effect, however often and in whatever order the events come', async () => {
    const { branch, ann, ben, secretary } = mine();
    const filing = filed(branch, ['lecture'], '2026-10-08', [
      [ann, 'absent'],
      [ben, 'present'],
    ]);
    const expected = [
      'absence.unexcused 0/0 - r2',
      'attendance.lecture 1/1 made_up r2',
      'attendance.lecture 1/1 present r0',
      'held.lecture 0/1 - r0',
    ];
    const events = [
      settled(filing, ann, 'made_up', 2),
      settled(filing, ann, 'leave', 1),
      filing,
    ].map((payload) => assessment.envelope(payload));
    for (const event of events) await assessment.deliver([event]);
    expect(brief(await facts(secretary))).toEqual(expected);
    // Again, one by one and all at once, also under new ids, as a relay that crashed would send them.
    await assessment.deliver(events);
    await assessment.happens(
      settled(filing, ann, 'leave', 1),
      filing,
      settled(filing, ann, 'made_up', 2),
    );
    expect(brief(await facts(secretary))).toEqual(expected);
  });

  it('give the same in one batch and in order', async () => {
    const { branch, ann, secretary } = mine();
    const filing = filed(branch, ['theme_day'], '2026-10-09', [[ann, 'absent']]);
    await assessment.happens(filing, settled(filing, ann, 'made_up'));
    expect(brief(await facts(secretary))).toEqual([
      'absence.unexcused 0/0 - r1',
      'attendance.theme_day 1/1 made_up r1',
      'held.theme_day 0/1 - r0',
    ]);
  });

  it('keep what was superseded, with the time in which it counted', async () => {
    const { branch, ann } = mine();
    const filing = filed(branch, ['theme_day'], '2026-10-09', [[ann, 'absent']]);
    await assessment.happens(filing);
    await assessment.happens(settled(filing, ann, 'made_up'));
    const { rows } = await admin.query<{ revision: number; open: boolean; adjoining: boolean }>(
      `select revision, superseded_at is null as open,
         superseded_at = lead(recorded_at) over (order by revision) as adjoining
       from facts where source_id = $1 and metric = 105 order by revision`,
      [filing.activityId],
    );
    expect(rows).toEqual([
      { revision: 0, open: false, adjoining: true },
      { revision: 1, open: true, adjoining: null },
    ]);
  });

  it('that come after their settlement count at no time', async () => {
    const { branch, ann } = mine();
    const filing = filed(branch, ['theme_day'], '2026-10-09', [[ann, 'absent']]);
    await assessment.happens(settled(filing, ann, 'made_up'));
    await assessment.happens(filing);
    const { rows } = await admin.query<{ never: boolean }>(
      `select superseded_at = recorded_at as never from facts where source_id = $1 and revision = 0 and metric <> 205`,
      [filing.activityId],
    );
    expect(rows).toEqual([{ never: true }, { never: true }]);
  });

  it('lie in the partition of their year', async () => {
    const { branch } = mine();
    const early = filed(branch, ['theme_day'], '2019-12-31');
    const late = filed(branch, ['theme_day'], '2026-01-01');
    await assessment.happens(early, late);
    const { rows } = await admin.query<{ source_id: string; partition: string; month: number }>(
      'select source_id, tableoid::regclass::text as partition, month from facts where source_id = any($1)',
      [[early.activityId, late.activityId]],
    );
    expect(new Map(rows.map((row) => [row.source_id, [row.partition, row.month]]))).toEqual(
      new Map([
        [early.activityId, ['facts_other', 2019 * 12 + 11]],
        [late.activityId, ['facts_2026', 2026 * 12]],
      ]),
    );
  });

  it('are listed page by page, each once', async () => {
    const { branch, ann, ben, cai, secretary } = mine();
    for (const day of ['01', '02', '03'])
      await assessment.happens(
        filed(branch, ['theme_day'], `2026-10-${day}`, [
          [ann, 'present'],
          [ben, 'present'],
          [cai, 'absent'],
        ]),
      );
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const response = await assessment.get(secretary, `/v1/facts?month=2026-10&limit=4${query}`);
      const body = response.body as {
        data: (FactBody & { sourceId: string })[];
        nextCursor: string | null;
      };
      seen.push(...body.data.map((fact) => `${fact.sourceId} ${fact.subjectId} ${fact.metric}`));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(15);
    expect(new Set(seen).size).toBe(15);
  });

  it('are nothing to a sibling branch', async () => {
    const { branch, ann, secretary, other } = mine();
    await assessment.happens(filed(branch, ['theme_day'], '2026-10-09', [[ann, 'present']]));
    expect(await facts(secretary)).toHaveLength(2);
    expect(await facts(other)).toEqual([]);
    expect(await facts(other, `month=2026-10&subjectId=${ann.id}`)).toEqual([]);
    expect(await facts(other, `month=2026-10&organizationId=${branch.id}`)).toEqual([]);
  });

  it('are refused to who holds no role that reads them, and without a month', async () => {
    const { ann, secretary } = mine();
    expect((await assessment.get(ann.accountId, '/v1/facts?month=2026-10')).status).toBe(403);
    const response = await assessment.get(secretary, '/v1/facts?month=2026-13');
    expect(response.status).toBe(400);
    expect((response.body as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe('?month');
  });
});
