import request from 'supertest';
import { eventually } from '#libs/testing';
import { fixtureDocuments } from './documents.js';
import { GatewayHarness, NOBODY } from './gateway.harness.js';

describe('the gateway before a service in trouble', () => {
  let gateway: GatewayHarness;
  let authorization: string;
  beforeAll(async () => {
    gateway = await GatewayHarness.start({ ASSESSMENT_URL: NOBODY, WRITE_DEADLINE_MS: '200' });
    authorization = await gateway.bearer();
  });
  afterAll(() => gateway.stop());
  beforeEach(() => {
    gateway.reset();
  });

  it('says that it is away, also to who sends a body', async () => {
    for (const answer of [
      await request(gateway.url).get('/v1/runs/1').set('authorization', authorization),
      await request(gateway.url)
        .post('/v1/runs/checks')
        .set('authorization', authorization)
        .send({ month: '2026-10' }),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.headers['retry-after']).toBe('2');
      expect(answer.headers['content-type']).toMatch(/problem\+json/);
      expect(answer.body).toMatchObject({ code: 'server.unavailable' });
      expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1/);
    }
  });

  it('does not wait for ever, and leaves other services alone', async () => {
    gateway.activities.answers(() => undefined);
    const [slow, other] = await Promise.all([
      request(gateway.url).post('/v1/activities').set('authorization', authorization).send({}),
      request(gateway.url).get('/v1/inbox').set('authorization', authorization),
    ]);
    expect(slow.status).toBe(504);
    expect(slow.body).toMatchObject({ code: 'server.upstream_timeout' });
    expect(other.status).toBe(200);
  });

  it('tells the service how long it has, and takes a shorter word of the client', async () => {
    await request(gateway.url).get('/v1/inbox').set('authorization', authorization);
    expect(gateway.notifications.last.headers['x-wutai-deadline-ms']).toBe('15000');
    gateway.activities.answers(() => undefined);
    const begun = performance.now();
    const late = await request(gateway.url)
      .get('/v1/activities')
      .set('authorization', authorization)
      .set('x-wutai-deadline-ms', '100');
    expect([late.status, performance.now() - begun < 10_000]).toEqual([504, true]);
    const left = Number(gateway.activities.last.headers['x-wutai-deadline-ms']);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(100);
  });

  it('leaves a service alone that does not answer, and asks again later', async () => {
    const alone = await GatewayHarness.start({ WRITE_DEADLINE_MS: '100' });
    const bearer = await alone.bearer();
    alone.activities.answers(() => undefined);
    const plan = () =>
      request(alone.url).post('/v1/activities').set('authorization', bearer).send({});
    for (let time = 0; time < 5; time += 1) expect((await plan()).status).toBe(504);
    const refused = await plan();
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '2']);
    expect(alone.activities.received).toHaveLength(5);
    alone.activities.reset();
    await eventually(async () => {
      expect((await plan()).status).toBe(200);
    });
    await alone.stop();
  });

  it('watches events for as long as they come', async () => {
    const patient = await GatewayHarness.start({
      READ_DEADLINE_MS: '200',
      EVENTS_SILENCE_MS: '10000',
    });
    patient.assessment.answers((_incoming, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      // Longer than a read may take.
      setTimeout(() => response.end('data: 2\n\n'), 1500);
    });
    const answer = await fetch(`${patient.url}/v1/operations/1/events`, {
      headers: { authorization: await patient.bearer() },
    });
    expect(await answer.text()).toBe('data: 1\n\ndata: 2\n\n');
    await patient.stop();
  });

  it('asks again, once, when a kept connection was closed under a read', async () => {
    let calls = 0;
    gateway.activities.answers((incoming, response) => {
      calls += 1;
      if (calls === 1) incoming.socket.destroy();
      else response.end('{}');
    });
    const answer = await request(gateway.url)
      .get('/v1/activities')
      .set('authorization', authorization);
    expect([answer.status, calls]).toEqual([200, 2]);
  });

  it('never sends a write twice', async () => {
    let calls = 0;
    gateway.activities.answers((incoming) => {
      calls += 1;
      incoming.socket.destroy();
    });
    const answer = await request(gateway.url)
      .post('/v1/activities')
      .set('authorization', authorization)
      .send({});
    expect([answer.status, calls]).toEqual([503, 1]);
  });

  it('sends a write with a key twice only where services keep its answer', async () => {
    const { activities, ...others } = fixtureDocuments;
    const keyed = await GatewayHarness.start(
      {},
      {
        ...others,
        activities: {
          ...activities,
          paths: {
            '/v1/kept': {
              post: { security: [{ bearer: [] }] },
              patch: { security: [{ bearer: [] }] },
            },
            '/v1/open': { post: {} },
          },
        },
      },
    );
    const bearer = await keyed.bearer();
    keyed.activities.answers((incoming) => incoming.socket.destroy());
    const timesSent = async (method: 'post' | 'patch', path: string): Promise<number> => {
      keyed.activities.received.length = 0;
      const answer = await request(keyed.url)
        [method](path)
        .set({ authorization: bearer, 'idempotency-key': 'k' })
        .send({});
      expect(answer.status).toBe(503);
      return keyed.activities.received.length;
    };
    expect(await timesSent('patch', '/v1/kept')).toBe(1);
    expect(await timesSent('post', '/v1/open')).toBe(1);
    expect(await timesSent('post', '/v1/kept')).toBe(2);
    await keyed.stop();
  });

  it('cuts an answer off that breaks in the middle, rather than end it politely', async () => {
    gateway.activities.answers((incoming, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.write('{"row":1}\n', () => incoming.socket.destroy());
    });
    const answer = fetch(`${gateway.url}/v1/activities`, { headers: { authorization } }).then(
      (response) => response.text(),
    );
    await expect(answer).rejects.toThrow();
  });

  it('lets go of the service when the client has gone', async () => {
    let closed = false;
    gateway.activities.answers((_incoming, response) => {
      response.on('close', () => (closed = true));
      response.writeHead(200);
      response.write('begin');
    });
    const client = new AbortController();
    const answer = await fetch(`${gateway.url}/v1/activities`, {
      headers: { authorization },
      signal: client.signal,
    });
    expect(answer.status).toBe(200);
    client.abort();
    await eventually(() => {
      if (!closed) throw new Error('still open');
      return Promise.resolve();
    });
  });
});
