import { eventually } from '#libs/testing';
import { FaultMine } from '../setup/fault-mine.js';

const AGAIN_MS = 15_000;
const STOP_LIMIT_MS = 15_000;
const LANES = 6;

describe('a service that is told to stop under load', () => {
  let mine: FaultMine;

  beforeAll(async () => {
    mine = await FaultMine.open();
    await mine.service('activities');
  });
  afterAll(() => mine.close());

  const allHeard = (filed: number, limitMs: number): Promise<void> =>
    eventually(async () => {
      expect(await mine.heard()).toBe(filed);
    }, limitMs);

  it('answers what was asked, ends what is in hand, leaves nothing half done, and goes with 0', async () => {
    const first = await mine.service('assessment');
    let filed = await mine.fileMeetings();
    await allHeard(filed, 60_000);
    const undisturbed = await mine.undisturbed(first);
    const { id } = await mine.startRun(first);
    filed += await mine.fileMeetings('2026-08');
    const headers = await mine.headers();
    const statuses = new Set<number>();
    let on = true;
    const lane = async (): Promise<void> => {
      while (on) {
        const answer = await fetch(`${first.url}/v1/runs`, { headers }).catch(() => undefined);
        // No new connection is taken any more; one that was open gets its answer.
        if (!answer) return;
        await answer.arrayBuffer();
        statuses.add(answer.status);
      }
    };
    const asking = Promise.all(Array.from({ length: LANES }, lane));
    const chunks = `select count(*) as value from assessment.run_chunks where run_id = '${id}' and status = 'done'`;
    await eventually(async () => {
      expect(Number(await mine.value(chunks))).toBeGreaterThan(1);
    });
    const told = performance.now();
    first.signal('SIGTERM');
    expect(await first.gone).toBe('0');
    expect(performance.now() - told).toBeLessThan(STOP_LIMIT_MS);
    on = false;
    await asking;
    expect([...statuses]).toEqual([200]);
    const second = await mine.service('assessment');
    expect((await mine.scored(second, id, AGAIN_MS)).resultHash).toBe(undisturbed);
    await allHeard(filed, AGAIN_MS);
    await second.stop();
  });

  it('ends within its time when PostgreSQL and Redis are away', async () => {
    const service = await mine.service('assessment');
    await mine.redis.stop();
    await mine.killPostgres();
    const told = performance.now();
    service.signal('SIGTERM');
    expect(await service.gone).toBe('0');
    expect(performance.now() - told).toBeLessThan(STOP_LIMIT_MS);
    await mine.startPostgres();
    await mine.startRedis();
  });
});
