import { Redis } from 'ioredis';
import { eventually } from '#libs/testing';
import { FaultMine, spell } from '../setup/fault-mine.js';
import type { ServiceProcess } from '../setup/service-process.js';

/** How long work may lie after its servers are back. */
const AGAIN_MS = 15_000;
const AWAY_MS = 20_000;

describe('a suite whose servers go away under it', () => {
  let mine: FaultMine;
  let worker: ServiceProcess;
  let filed = 0;
  let undisturbed: string | null;

  const allHeard = (limitMs = AGAIN_MS): Promise<void> =>
    eventually(async () => {
      expect(await mine.heard()).toBe(filed);
    }, limitMs);

  const emptyRedis = async (): Promise<void> => {
    const redis = new Redis(mine.redis.url);
    await redis.flushall();
    redis.disconnect();
  };

  beforeAll(async () => {
    mine = await FaultMine.open();
    await mine.service('activities');
    worker = await mine.service('assessment');
    filed = await mine.fileMeetings();
    await allHeard(60_000);
    undisturbed = await mine.undisturbed(worker);
  });
  afterAll(() => mine.close());

  /** Nothing was restarted: the same processes work again. */
  const worksAgain = async (): Promise<void> => {
    filed += await mine.fileMeetings('2026-09');
    await allHeard();
    const { id } = await mine.startRun(worker);
    expect((await mine.scored(worker, id, AGAIN_MS)).resultHash).toBe(undisturbed);
  };

  it('Redis emptied while facts are on their way', async () => {
    worker.signal('SIGSTOP');
    filed += await mine.fileMeetings('2026-08');
    await eventually(async () => {
      const unsent = `select count(*) as value from activities.outbox where sent_at is null`;
      expect(await mine.value(unsent)).toBe('0');
    });
    await emptyRedis();
    worker.signal('SIGCONT');
    await allHeard();
    await worksAgain();
  });

  it('Redis emptied in the middle of a run', async () => {
    const id = await mine.frozenInRun(worker);
    await emptyRedis();
    worker.signal('SIGCONT');
    expect((await mine.scored(worker, id, AGAIN_MS)).resultHash).toBe(undisturbed);
  });

  it('Redis away for 20 seconds, with nothing to do', async () => {
    await mine.redis.stop();
    await spell(AWAY_MS);
    await mine.startRedis();
    await worksAgain();
  });

  it('Redis away for 20 seconds, in the middle of a run and of facts', async () => {
    const id = await mine.frozenInRun(worker);
    await mine.redis.stop();
    worker.signal('SIGCONT');
    filed += await mine.fileMeetings('2026-07');
    await spell(AWAY_MS);
    await mine.startRedis();
    expect((await mine.scored(worker, id, AGAIN_MS)).resultHash).toBe(undisturbed);
    await allHeard();
    await worksAgain();
  });

  it('PostgreSQL stopped at once in the middle of a run', async () => {
    const id = await mine.frozenInRun(worker);
    await mine.killPostgres();
    worker.signal('SIGCONT');
    await mine.startPostgres();
    await worker.answers('/health/ready');
    expect((await mine.scored(worker, id, AGAIN_MS)).resultHash).toBe(undisturbed);
    await worksAgain();
  });
});
