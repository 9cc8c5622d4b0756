import request from 'supertest';
import { eventually } from '#libs/testing';
import { GatewayHarness } from './gateway.harness.js';

describe('the gateway with too much to do', () => {
  let gateway: GatewayHarness;
  let authorization: string;
  const start = async (environment: Record<string, string>): Promise<void> => {
    gateway = await GatewayHarness.start(environment);
    authorization = await gateway.bearer();
  };
  afterEach(() => gateway.stop());

  const get = (path: string) => request(gateway.url).get(path).set('authorization', authorization);

  /** Asks so many times for what is not answered, and says when all that are let in are there. */
  async function stuck(times: number, arrive: number) {
    gateway.activities.answers(() => undefined);
    const client = new AbortController();
    const answers = Array.from({ length: times }, () =>
      fetch(`${gateway.url}/v1/activities`, {
        headers: { authorization },
        signal: client.signal,
      }).then(
        (answer) => answer.status,
        () => 0,
      ),
    );
    await eventually(() => {
      expect(gateway.activities.received).toHaveLength(arrive);
    });
    return {
      letGo: async () => {
        client.abort();
        return Promise.all(answers);
      },
    };
  }

  it('turns requests away while the process is late for its timers, and takes them again after', async () => {
    await start({ MAX_LAG_MS: '50' });
    expect((await get('/v1/activities')).status).toBe(200);
    await eventually(async () => {
      const busyUntil = performance.now() + 600;
      while (performance.now() < busyUntil);
      const refused = await get('/v1/activities');
      expect(refused.status).toBe(503);
      expect(refused.body).toMatchObject({ code: 'server.overloaded' });
    });
    await eventually(async () => {
      expect((await get('/v1/activities')).status).toBe(200);
    });
  });

  it('lets one slow service fill its own places only', async () => {
    await start({ SERVICE_CONCURRENCY: '2' });
    const waiting = await stuck(4, 2);
    const refused = await get('/v1/activities');
    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.body).toMatchObject({ code: 'server.overloaded' });
    expect((await get('/v1/inbox')).status).toBe(200);
    expect(gateway.activities.received).toHaveLength(2);
    await waiting.letGo();
  });

  it('turns away early, and still says how it is', async () => {
    await start({ MAX_IN_FLIGHT: '3' });
    const waiting = await stuck(3, 3);
    for (const path of ['/v1/inbox', '/v1/activities']) {
      const refused = await get(path);
      expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
      expect(refused.body).toMatchObject({ code: 'server.overloaded' });
    }
    for (const path of ['/health/live', '/openapi.json', '/docs', '/docs/errors'])
      expect([path, (await get(path)).status]).toEqual([path, 200]);
    await waiting.letGo();
    await eventually(async () => {
      expect((await get('/v1/inbox')).status).toBe(200);
    });
  });
});
