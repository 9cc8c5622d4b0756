import type pg from 'pg';
import { AssessmentHarness, filed } from './assessment.harness.js';

interface CheckBody {
  blocking: boolean;
  total: number;
  findings: {
    code: string;
    organizationId: string;
    metric: string | null;
    found: number;
    message: { zh: string; en: string };
    article: string | null;
  }[];
}

describe('the check of a month', () => {
  let assessment: AssessmentHarness;
  let admin: pg.Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
    admin = await assessment.service.database.admin('assessment');
  });
  afterAll(() => assessment.stop());

  function mine() {
    const { directory } = assessment;
    const committee = directory.organization('committee', null);
    const branch = directory.organization('branch', committee);
    const group = directory.organization('group', branch);
    const silent = directory.organization('branch', committee);
    const dissolved = directory.organization('branch', committee, { dissolvedOn: '2026-10-20' });
    const later = directory.organization('branch', committee, { foundedOn: '2026-11-02' });
    // Of the youth league, which nobody assesses here.
    directory.organization('branch', committee, { line: 'youth_league' });
    const administrator = directory.account(null, [
      { role: 'administrator', organization: committee },
    ]);
    return { committee, branch, group, silent, dissolved, later, administrator };
  }

  async function check(account: string, body: object): Promise<CheckBody> {
    const response = await assessment.post(account, '/v1/runs/checks', body);
    expect(response.status).toBe(200);
    return response.body as CheckBody;
  }

  const of = (found: CheckBody, organization: { id: string }) =>
    found.findings
      .filter((finding) => finding.organizationId === organization.id)
      .map((finding) => finding.metric ?? finding.code);

  it('names what is missing, where, and by which article', async () => {
    const { branch, group, silent, dissolved, later, administrator } = mine();
    await assessment.happens(filed(branch, ['theme_day'], '2026-10-15'));
    const found = await check(administrator, { month: '2026-10' });
    expect(of(found, branch)).toEqual(['held.committee_meeting']);
    expect(of(found, group)).toEqual(['held.group_meeting']);
    expect(of(found, silent)).toEqual([
      'branch_without_record',
      'held.committee_meeting',
      'held.theme_day',
    ]);
    expect([...of(found, dissolved), ...of(found, later)]).toEqual([]);
    expect([found.total, found.blocking]).toEqual([5, false]);
    expect(found.findings.find((finding) => finding.organizationId === group.id)).toMatchObject({
      code: 'duty_unmet',
      found: 0,
      message: { zh: '本月应召开党小组会 1 次，已备案 0 次' },
      article: expect.stringContaining('第十三条'),
    });
  });

  it('counts a record of the group for the silence of its branch', async () => {
    const { group, silent, branch, administrator } = mine();
    await assessment.happens(filed(group, ['group_meeting'], '2026-10-15'));
    const found = await check(administrator, { month: '2026-10' });
    expect(of(found, branch)).not.toContain('branch_without_record');
    expect(of(found, silent)).toContain('branch_without_record');
    expect(of(found, group)).toEqual([]);
  });

  it('asks for the quarter when it closes', async () => {
    const { branch, administrator } = mine();
    await assessment.happens(filed(branch, ['branch_meeting'], '2026-10-15'));
    expect(of(await check(administrator, { month: '2026-11' }), branch)).not.toContain(
      'held.lecture',
    );
    const closing = of(await check(administrator, { month: '2026-12' }), branch);
    expect(closing).toContain('held.lecture');
    expect(closing).not.toContain('held.branch_meeting');
  });

  it('looks at the organization asked for, if it is the caller’s', async () => {
    const { branch, silent, administrator } = mine();
    const found = await check(administrator, { month: '2026-10', organizationId: silent.id });
    expect(of(found, branch)).toEqual([]);
    expect(found.total).toBe(3);
    const foreign = mine();
    const response = await assessment.post(foreign.administrator, '/v1/runs/checks', {
      month: '2026-10',
      organizationId: silent.id,
    });
    expect(response.status).toBe(404);
  });

  it('writes nothing', async () => {
    const { administrator } = mine();
    await check(administrator, { month: '2026-10' });
    const { rows } = await admin.query('select from runs');
    expect(rows).toEqual([]);
  });
});
