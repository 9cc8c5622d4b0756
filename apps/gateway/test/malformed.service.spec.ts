import request from 'supertest';
import { problemIn, raw } from './raw.js';
import { GatewayHarness } from './gateway.harness.js';

const HEAD = 'GET /v1/inbox HTTP/1.1\r\n';
const POST = 'POST /v1/activities HTTP/1.1\r\nHost: a\r\n';

describe('the gateway and bytes that are no request', () => {
  let gateway: GatewayHarness;
  beforeAll(async () => {
    gateway = await GatewayHarness.start();
  });
  afterAll(() => gateway.stop());

  it.each([
    ['an unknown method', 'NONSENSE /v1/inbox HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a header that is none', `${HEAD}Host: a\r\nno header\r\n\r\n`],
    ['two lengths', `${POST}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ['a negative length', `${POST}Content-Length: -1\r\n\r\n`],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['no host', `${HEAD}\r\n`],
    ['two hosts', `${HEAD}Host: a\r\nHost: b\r\nConnection: close\r\n\r\n`],
  ])('refuses %s with a problem', async (_what, bytes) => {
    const { line, body } = problemIn(await raw(gateway.url, bytes));
    expect(line).toBe('HTTP/1.1 400 Bad Request');
    expect(body).toMatchObject({
      type: '/docs/errors#request.malformed',
      code: 'request.malformed',
      status: 400,
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
  });

  it.each([
    ['header', `${HEAD}Host: a\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['address', `GET /v1/inbox?q=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
  ])('refuses a %s that is too long with a problem', async (_what, bytes) => {
    const { line, body } = problemIn(await raw(gateway.url, bytes));
    expect(line).toBe('HTTP/1.1 431 Request Header Fields Too Large');
    expect(body).toMatchObject({ status: 431, code: 'request.too_large' });
  });

  it('goes on answering others', async () => {
    expect((await request(gateway.url).get('/health/live')).status).toBe(200);
  });
});
