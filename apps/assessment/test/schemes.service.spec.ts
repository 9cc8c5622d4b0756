import { AssessmentHarness } from './assessment.harness.js';
import { sampleScheme, sampleTask } from './sample-scheme.js';

interface SchemeBody {
  id: string;
  level: string;
  version: number;
  active: boolean;
  organizationId: string | null;
  overrideReason: string | null;
}

describe('schemes', () => {
  let assessment: AssessmentHarness;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
  });
  afterAll(() => assessment.stop());

  function mine() {
    const { directory } = assessment;
    const committee = directory.organization('committee', null);
    const branch = directory.organization('branch', committee);
    const member = directory.member(branch);
    const account = (role: 'administrator' | 'branch_secretary', organization: typeof branch) =>
      directory.account(null, [{ role, organization }]);
    const administrator = account('administrator', committee);
    return {
      committee,
      branch,
      member,
      administrator,
      secretary: account('branch_secretary', branch),
    };
  }

  const add = (account: string, body: object) => assessment.post(account, '/v1/schemes', body);

  async function list(account: string): Promise<SchemeBody[]> {
    const { body } = await assessment.get(account, '/v1/schemes');
    return (body as { data: SchemeBody[] }).data;
  }

  it('are there for every level before anybody writes one', async () => {
    const { secretary } = mine();
    const schemes = await list(secretary);
    expect(schemes.map((scheme) => [scheme.level, scheme.version, scheme.active])).toEqual([
      ['branch', 1, true],
      ['group', 1, true],
      ['member', 1, true],
    ]);
  });

  it('count up their versions, and score the months from theirs on', async () => {
    const { administrator, member, committee } = mine();
    const definition = sampleScheme({
      base: 5000,
      indicators: [sampleTask('lecture', { target: 1 })],
    });
    const first = await add(administrator, { activeFrom: '2026-10', definition });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ version: 1, active: true, organizationId: committee.id });
    const second = await add(administrator, {
      activeFrom: '2026-11',
      definition: { ...definition, base: 4000 },
    });
    expect(second.body).toMatchObject({ version: 2, active: true });
    const score = async (month: string) => {
      assessment.clock.set(new Date('2026-12-05T01:00:00Z'));
      const run = await assessment.scored(administrator, month);
      return (await assessment.scores(administrator, run.id, 'member')).get(member.id)?.score;
    };
    // Nothing was done: only the base is left, or under the general scheme nothing to score.
    expect(await score('2026-09')).toBeNull();
    expect(await score('2026-10')).toBe(50);
    expect(await score('2026-11')).toBe(40);
    const { body } = await assessment.get(
      administrator,
      `/v1/schemes/${(first.body as SchemeBody).id}`,
    );
    expect(body).toMatchObject({ version: 1, active: false });
    assessment.clock.set(new Date('2026-11-05T01:00:00Z'));
  });

  it('of a branch count before those above it', async () => {
    const { administrator, branch, member } = mine();
    const definition = (base: number) => ({
      ...sampleScheme({ base, indicators: [sampleTask('lecture', { target: 1 })] }),
    });
    await add(administrator, {
      activeFrom: '2026-01',
      definition: definition(1000),
      organizationId: branch.id,
    });
    await add(administrator, { activeFrom: '2026-02', definition: definition(2000) });
    const ofBranch = await assessment.scored(administrator, '2026-10', branch.id);
    const scores = await assessment.scores(administrator, ofBranch.id, 'member');
    expect(scores.get(member.id)?.score).toBe(10);
  });

  it('are not seen, nor used, beside the organization they are for', async () => {
    const here = mine();
    const there = mine();
    const added = await add(here.administrator, {
      activeFrom: '2026-01',
      definition: sampleScheme(),
    });
    const { id } = added.body as SchemeBody;
    expect((await list(here.secretary)).map((scheme) => scheme.id)).toContain(id);
    expect((await list(there.administrator)).map((scheme) => scheme.id)).not.toContain(id);
    expect((await assessment.get(there.administrator, `/v1/schemes/${id}`)).status).toBe(404);
    const foreign = await add(here.administrator, {
      activeFrom: '2026-01',
      definition: sampleScheme(),
      organizationId: there.branch.id,
    });
    expect(foreign.status).toBe(404);
    expect(
      (await add(here.secretary, { activeFrom: '2026-01', definition: sampleScheme() })).status,
    ).toBe(403);
  });

  it('built on traces on a screen are refused with the clause, unless somebody answers for it', async () => {
    const { administrator } = mine();
    const definition = sampleScheme({
      indicators: [
        sampleTask('lecture'),
        sampleTask('likes', { metric: 'online.likes', target: 1 }),
      ],
    });
    const refused = await add(administrator, { activeFrom: '2026-01', definition });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'assessment.formalism_refused',
      errors: [{ pointer: '/definition/indicators/1', message: expect.stringContaining('国务院') }],
    });
    expect(await list(administrator)).toHaveLength(3);
    const taken = await add(administrator, {
      activeFrom: '2026-01',
      definition,
      override: { reason: '经批准试行' },
    });
    expect(taken.body).toMatchObject({ overrideReason: '经批准试行' });
  });

  it('that do not fit are refused field by field', async () => {
    const { administrator } = mine();
    const response = await add(administrator, {
      activeFrom: '2026-01',
      definition: { ...sampleScheme(), base: -1 },
    });
    expect(response.status).toBe(422);
    expect(response.body).toMatchObject({
      code: 'assessment.scheme_invalid',
      errors: [{ pointer: '/definition/base' }],
    });
  });
});
