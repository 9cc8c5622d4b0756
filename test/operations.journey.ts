import { serverSentEvents } from '#libs/testing';
import { startTestSuite, type TestSuite } from './setup/suite.js';
import { buildWorld, type World } from './setup/world.js';

interface Operation {
  readonly id: string;
  readonly status: string;
  readonly progress: { readonly done: number; readonly phase: string };
  readonly result: string | null;
}

describe('long work, watched through the gateway', () => {
  let suite: TestSuite;
  let world: World;

  beforeAll(async () => {
    suite = await startTestSuite();
    world = await buildWorld(suite);
  }, 120_000);
  afterAll(() => suite.stop());

  const watched = async (operationId: string): Promise<Operation[]> => {
    const answer = await fetch(`${suite.url}/v1/operations/${operationId}/events`, {
      headers: { authorization: `Bearer ${world.admin.accessToken}` },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const told: Operation[] = [];
    for await (const { data } of serverSentEvents(answer)) told.push(data as Operation);
    return told;
  };

  const neverBack = (told: readonly Operation[]): void => {
    const done = told.map(({ progress }) => progress.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  };

  it('a run: its progress never goes back, and ends with what came of it', async () => {
    const { id, operationId } = await world.admin.post<{ id: string; operationId: string }>(
      '/v1/runs',
      { month: '2026-08' },
    );
    const told = await watched(operationId);
    neverBack(told);
    expect(told.at(-1)).toMatchObject({
      id: operationId,
      status: 'succeeded',
      result: `/v1/runs/${id}`,
    });
  });

  it('an import: whose it is stands in front of its id', async () => {
    const file = new TextEncoder().encode('姓名,公民身份号码,所在组织编码,党员类别,入党日期\n');
    const { id, operationId } = await world.admin.upload<{ id: string; operationId: string }>(
      '/v1/roster-imports',
      'roster.csv',
      file,
    );
    expect(operationId).toBe(`members-${id}`);
    const told = await watched(operationId);
    neverBack(told);
    expect(told.at(-1)).toMatchObject({ status: 'succeeded', result: `/v1/roster-imports/${id}` });
    const wrong = world.admin.get(`/v1/operations/activities-${id}`);
    await expect(wrong).rejects.toMatchObject({ status: 400 });
  });
});
