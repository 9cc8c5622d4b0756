import { eventually } from '#libs/testing';
import { FaultMine, spell } from '../setup/fault-mine.js';
import { FaultProxy } from '../setup/fault-proxy.js';
import type { ServiceProcess } from '../setup/service-process.js';

/** How long work may lie after the wire is whole again. */
const AGAIN_MS = 15_000;
const AWAY_MS = 20_000;

describe('a suite between whose parts the wires fail', () => {
  let mine: FaultMine;
  let toRedis: FaultProxy;
  let toPostgres: FaultProxy;
  let worker: ServiceProcess;
  let filed = 0;

  beforeAll(async () => {
    mine = await FaultMine.open();
    toRedis = await FaultProxy.before(mine.redis.port);
    toPostgres = await FaultProxy.before(mine.postgres.port);
    await mine.service('activities', { REDIS_URL: toRedis.url(mine.redis.url) });
    worker = await mine.service('assessment', {
      REDIS_URL: toRedis.url(mine.redis.url),
      DATABASE_URL: toPostgres.url(mine.databaseUrl('assessment')),
      DATABASE_POOL_SIZE: '4',
    });
    filed = await mine.fileMeetings();
    await allHeard(60_000);
  });
  afterAll(async () => {
    await mine.close();
    await Promise.all([toRedis.close(), toPostgres.close()]);
  });

  const allHeard = (limitMs = AGAIN_MS): Promise<void> =>
    eventually(async () => {
      expect(await mine.heard()).toBe(filed);
    }, limitMs);

  const statusOf = async (path: string): Promise<number> => {
    const answer = await fetch(`${worker.url}${path}`, { headers: await mine.headers() });
    await answer.arrayBuffer();
    return answer.status;
  };

  it('Redis that takes connections and answers nothing for 20 seconds: red, then work again', async () => {
    toRedis.blackHole();
    filed += await mine.fileMeetings('2026-09');
    await eventually(async () => {
      expect(await statusOf('/health/ready')).toBe(503);
    });
    expect(await statusOf('/v1/runs')).toBe(200);
    await spell(AWAY_MS);
    toRedis.heal();
    await allHeard();
    await worker.answers('/health/ready');
  });

  it('Redis whose connections are dead without a word: new ones are made', async () => {
    toRedis.strand();
    filed += await mine.fileMeetings('2026-08');
    await allHeard(AGAIN_MS + AWAY_MS);
    await worker.answers('/health/ready');
  });

  it('PostgreSQL cut off in the middle of transactions: they are whole or not at all', async () => {
    const { id } = await mine.startRun(worker);
    filed += await mine.fileMeetings('2026-07');
    for (let cuts = 0; cuts < 5; cuts += 1) {
      await spell(100);
      toPostgres.cut();
    }
    await allHeard();
    const { resultHash } = await mine.scored(worker, id, AGAIN_MS);
    expect(await mine.undisturbed(worker)).toBe(resultHash);
  });

  it('PostgreSQL so slow that the pool is used up: 503 in time, and none is left behind', async () => {
    // Who asks is remembered for a moment, so that each request takes a connection of its own.
    expect(await statusOf('/v1/runs')).toBe(200);
    toPostgres.blackHole();
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const asked = statusOf('/v1/runs');
        return Promise.race([asked, spell(AWAY_MS / 2).then(() => 0)]);
      }),
    );
    // Four have a connection and wait; the others got none, and say so.
    expect(answers.filter((status) => status === 503).length).toBeGreaterThan(0);
    expect(answers).not.toContain(500);
    expect(await statusOf('/health/ready')).toBe(503);
    toPostgres.heal();
    await worker.answers('/health/ready');
    expect(await statusOf('/v1/runs')).toBe(200);
    toPostgres.delay(50);
    expect(await statusOf('/v1/runs')).toBe(200);
    toPostgres.heal();
  });
});
