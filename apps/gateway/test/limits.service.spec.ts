import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import request, { type Response } from 'supertest';
import { eventually, testServers } from '#libs/testing';
import { readGatewayConfig } from '../src/config.js';
import { Allowances } from '../src/limits/allowances.js';
import { SharedCounter } from '../src/limits/shared-counter.js';
import type { Limit } from '../src/limits/limits.policy.js';
import { GatewayHarness } from './gateway.harness.js';

const NO_REDIS = 'redis://127.0.0.1:9';

const inbox = (url: string, authorization: string): Promise<Response> =>
  request(url).get('/v1/inbox').set('authorization', authorization);
const logIn = (url: string): request.Test => request(url).post('/v1/auth/login').send({});

describe('limits', () => {
  let gateway: GatewayHarness;
  afterEach(() => gateway.stop());

  it('are exact over two copies of the gateway', async () => {
    gateway = await GatewayHarness.start({ LIMIT_READ: '120' });
    const authorization = await gateway.bearer();
    const urls = [gateway.url, await gateway.copy()];
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => inbox(urls[index % 2] ?? '', authorization)),
    );
    const passed = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    expect([passed.length, refused.length]).toEqual([120, 80]);
    expect(gateway.notifications.received).toHaveLength(120);
    for (const { headers } of answers) {
      expect(headers['ratelimit-policy']).toBe('"read";q=120;w=60');
      expect(headers['ratelimit']).toMatch(/^"read";r=\d+;t=([1-9]|[1-5]\d|60)$/);
    }
    for (const { headers, body } of refused) {
      expect(headers['content-type']).toMatch(/problem\+json/);
      expect(body).toMatchObject({ code: 'request.rate_limited', status: 429 });
      expect(headers['ratelimit']).toContain('r=0');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
  });

  it("are each account's own, and each kind's", async () => {
    gateway = await GatewayHarness.start({ LIMIT_READ: '1' });
    const authorization = await gateway.bearer();
    expect((await inbox(gateway.url, authorization)).status).toBe(200);
    expect((await inbox(gateway.url, authorization)).status).toBe(429);
    expect((await inbox(gateway.url, await gateway.bearer())).status).toBe(200);
    const write = await request(gateway.url)
      .post('/v1/activities')
      .set('authorization', authorization)
      .send({});
    expect([write.status, write.headers['ratelimit']]).toEqual([
      200,
      expect.stringMatching(/^"write";r=1199;/),
    ]);
  });

  it('begin anew after the window', async () => {
    gateway = await GatewayHarness.start({ LIMIT_READ: '1', LIMIT_WINDOW_SECONDS: '1' });
    const authorization = await gateway.bearer();
    for (let window = 0; window < 2; window += 1) {
      await eventually(async () => {
        expect((await inbox(gateway.url, authorization)).status).toBe(200);
      });
    }
  });

  it('hold an address to its attempts to log in', async () => {
    gateway = await GatewayHarness.start({ LIMIT_LOGIN: '3' });
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1)
      statuses.push((await logIn(gateway.url)).status);
    // The stand-in for members does not know the path: its own 404 proves that the request got there.
    expect(statuses).toEqual([404, 404, 404, 429]);
    expect((await inbox(gateway.url, await gateway.bearer())).status).toBe(200);
  });

  it('count a log-in of the scan page together with those of the API', async () => {
    gateway = await GatewayHarness.start({ LIMIT_LOGIN: '2' });
    const form = 'username=somebody&password=something';
    const onPage = () =>
      request(gateway.url)
        .post('/q/3r8v0kq2m9x7c4hd5wtb6nfpaj/login')
        .set('content-type', 'application/x-www-form-urlencoded')
        .send(form);
    await onPage();
    expect((await logIn(gateway.url)).status).toBe(404);
    const refused = await onPage();
    expect([refused.status, refused.headers['content-type']]).toEqual([
      429,
      expect.stringMatching(/html/),
    ]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await logIn(gateway.url)).status).toBe(429);
  });

  it('count what comes without a token that verifies for its address', async () => {
    gateway = await GatewayHarness.start({ LIMIT_ANONYMOUS: '2' });
    const statuses: number[] = [];
    for (const junk of ['Bearer junk', 'Bearer more', 'Bearer most'])
      statuses.push((await inbox(gateway.url, junk)).status);
    expect(statuses).toEqual([401, 401, 429]);
  });

  it('know the client behind a proxy that is trusted, and so do the services', async () => {
    gateway = await GatewayHarness.start({ LIMIT_LOGIN: '1', TRUSTED_PROXIES: '127.0.0.0/8' });
    const from = async (chain: string): Promise<number> =>
      (await logIn(gateway.url).set('x-forwarded-for', chain)).status;
    expect(await from('203.0.113.1')).toBe(404);
    expect(await from('203.0.113.2')).toBe(404);
    expect(await from('198.51.100.7, 203.0.113.1')).toBe(429);
    await request(gateway.url)
      .get('/v1/inbox')
      .set('authorization', await gateway.bearer())
      .set({
        'x-forwarded-for': '198.51.100.7, 203.0.113.1',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'wutai.example',
      });
    expect(gateway.notifications.last.headers).toMatchObject({
      'x-forwarded-for': '203.0.113.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'wutai.example',
    });
  });

  it('let reads and writes pass when Redis is away, and nobody log in', async () => {
    gateway = await GatewayHarness.start({
      REDIS_URL: NO_REDIS,
      LIMIT_READ: '1',
      LIMIT_PATIENCE_MS: '50',
    });
    const authorization = await gateway.bearer();
    for (let time = 0; time < 3; time += 1) {
      const answer = await inbox(gateway.url, authorization);
      expect(answer.status).toBe(200);
      expect(answer.headers).not.toHaveProperty('ratelimit');
    }
    const refused = await logIn(gateway.url);
    expect(refused.status).toBe(503);
    expect(refused.body).toMatchObject({ code: 'server.unavailable' });
    expect(refused.headers['retry-after']).toBe('2');
  });
});

describe('what a copy has taken beforehand', () => {
  const limit: Limit = { kind: 'read', quota: 1000, windowSeconds: 60, strict: false };

  it('goes back when it is not used, so that the other can use it to the last', async () => {
    const { redisUrl } = testServers();
    const prefix = `{allowances-${randomUUID()}}`;
    const config = readGatewayConfig({
      NODE_ENV: 'test',
      REDIS_URL: redisUrl,
      QUEUE_PREFIX: prefix,
      LIMIT_PATIENCE_MS: '10000',
    });
    const counters = [new SharedCounter(config), new SharedCounter(config)] as const;
    for (const counter of counters) counter.onModuleInit();
    const one = new Allowances(counters[0]);
    const other = new Allowances(counters[1]);
    const redis = new Redis(redisUrl);
    const counted = async (): Promise<number> =>
      Number(await redis.get(`${prefix}:limit:read:somebody`));

    expect(await one.spend(limit, 'somebody')).toMatchObject({ passed: true, remaining: 999 });
    expect(await counted()).toBe(20);
    await eventually(async () => {
      expect(await counted()).toBe(1);
    });
    let passed = 0;
    while ((await other.spend(limit, 'somebody')).passed) passed += 1;
    expect(passed).toBe(999);

    one.onModuleDestroy();
    other.onModuleDestroy();
    await Promise.all([
      redis.quit(),
      ...counters.map((counter) => counter.onApplicationShutdown()),
    ]);
  });
});
