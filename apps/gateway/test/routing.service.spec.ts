import { request as rawRequest } from 'node:http';
import request from 'supertest';
import { GatewayHarness } from './gateway.harness.js';

describe('the gateway routes', () => {
  let gateway: GatewayHarness;
  let authorization: string;
  beforeAll(async () => {
    gateway = await GatewayHarness.start();
    authorization = await gateway.bearer();
  });
  afterAll(() => gateway.stop());
  beforeEach(() => {
    gateway.reset();
  });

  const get = (path: string) => request(gateway.url).get(path).set('authorization', authorization);

  it('each documented operation to its service, with query, and its answer back', async () => {
    const answer = await get('/v1/activities?month=2026-10&q=%E5%85%9A');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ method: 'GET', url: '/v1/activities?month=2026-10&q=%E5%85%9A' });
    expect(answer.headers['etag']).toBe('"7"');
    await get('/v1/inbox');
    expect(gateway.notifications.last.url).toBe('/v1/inbox');
    await get('/v1/runs/1');
    expect(gateway.assessment.last.url).toBe('/v1/runs/1');
  });

  it('a body as it is, with its type and length', async () => {
    const body = '{"title":"主题党日",   "raw": true}';
    const answer = await request(gateway.url)
      .post('/v1/activities')
      .set('authorization', authorization)
      .set('content-type', 'application/json; charset=utf-8')
      .send(body);
    expect(answer.status).toBe(200);
    expect(gateway.activities.last).toMatchObject({
      bytes: Buffer.byteLength(body),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(body)),
      },
    });
  });

  it('the token too, because the service verifies again', async () => {
    await get('/v1/inbox');
    expect(gateway.notifications.last.headers.authorization).toBe(authorization);
  });

  it('HEAD where there is a GET', async () => {
    const answer = await request(gateway.url).head('/v1/inbox').set('authorization', authorization);
    expect(answer.status).toBe(200);
    expect(gateway.notifications.last.method).toBe('HEAD');
  });

  it('the key set', async () => {
    const answer = await request(gateway.url).get('/.well-known/jwks.json');
    expect(answer.body).toMatchObject({ keys: [{ kid: 'test' }] });
  });

  it('an error of a service as it is', async () => {
    gateway.activities.answers((_request, response) => {
      response.writeHead(409, { 'content-type': 'application/problem+json' });
      response.end('{"code":"activities.already_recorded"}');
    });
    const answer = await get('/v1/activities');
    expect(answer.status).toBe(409);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.text).toBe('{"code":"activities.already_recorded"}');
  });

  it.each([
    '/v1/nothing',
    '/internal/v1/directory',
    '/v1/../internal/v1/directory',
    '/v1/activities/..',
    '/v1/activities/%2e%2e',
    '/metrics',
    '/',
  ])('%s nowhere: 404', async (path) => {
    // Plain node:http, because clients resolve dots themselves.
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const { hostname, port } = new URL(gateway.url);
      rawRequest({ hostname, port, path, headers: { authorization } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
    expect(gateway.activities.received).toEqual([]);
  });

  it("answers an unknown address with a problem, in the caller's language", async () => {
    const answer = await get('/v1/nothing').set('accept-language', 'en');
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({
      type: '/docs/errors#request.not_found',
      code: 'request.not_found',
      title: 'There is nothing at this address',
      status: 404,
    });
    expect((answer.body as { traceId: string }).traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('says which methods a known address takes', async () => {
    const answer = await request(gateway.url).delete('/v1/activities');
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('GET, POST, HEAD');
    expect(answer.body).toMatchObject({ code: 'request.method_not_allowed' });
    const check = await get('/v1/runs/checks');
    expect([check.status, check.headers['allow']]).toEqual([405, 'POST']);
    for (const method of ['trace', 'propfind'] as const) {
      const foreign = await request(gateway.url)[method]('/v1/activities');
      expect([method, foreign.status, foreign.headers['allow']]).toEqual([
        method,
        405,
        'GET, POST, HEAD',
      ]);
      expect(foreign.body).toMatchObject({ code: 'request.method_not_allowed' });
    }
    expect(gateway.activities.received).toEqual([]);
  });

  it('lets nobody say where a request came from', async () => {
    await get('/v1/inbox').set({
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-host': 'evil.example',
      forwarded: 'for=1.2.3.4',
      'x-real-ip': '1.2.3.4',
      'x-wutai-account': 'admin',
      connection: 'close, x-hop',
      'x-hop': '1',
    });
    const { headers } = gateway.notifications.last;
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(headers['x-forwarded-host']).toBe(new URL(gateway.url).host);
    for (const name of ['forwarded', 'x-real-ip', 'x-wutai-account', 'x-hop'])
      expect(headers).not.toHaveProperty(name);
  });

  it("goes on with the caller's trace, and starts one where there is none or junk", async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await get('/v1/inbox').set('traceparent', `00-${traceId}-b7ad6b7169203331-01`);
    expect(gateway.notifications.last.headers['traceparent']).toContain(traceId);
    await get('/v1/inbox').set('traceparent', 'junk');
    expect(gateway.notifications.last.headers['traceparent']).toMatch(
      /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/,
    );
  });
});
