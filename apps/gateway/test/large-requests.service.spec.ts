import { request as rawRequest } from 'node:http';
import request from 'supertest';
import { GatewayHarness } from './gateway.harness.js';

const MEGABYTE = 1024 * 1024;

describe('the gateway and large requests', () => {
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

  /** Sends without saying how much, as a stream. */
  const sendChunked = (path: string, bytes: number): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(gateway.url);
      const outgoing = rawRequest(
        {
          hostname,
          port,
          path,
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
        },
        (response) => {
          let body = '';
          response.on('data', (chunk: Buffer) => (body += chunk.toString()));
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, body });
          });
        },
      ).on('error', reject);
      const chunk = Buffer.alloc(64 * 1024, 'x');
      for (let sent = 0; sent < bytes; sent += chunk.length) outgoing.write(chunk);
      outgoing.end();
    });

  it('refuses by the length that is announced, and sends nothing on', async () => {
    const answer = await request(gateway.url)
      .post('/v1/activities')
      .set('authorization', authorization)
      .type('json')
      .send('x'.repeat(MEGABYTE + 1));
    expect(answer.status).toBe(413);
    expect(answer.body).toMatchObject({ code: 'request.too_large' });
    expect(gateway.activities.received).toEqual([]);
  });

  it('refuses while it streams, when no length is announced', async () => {
    const { status, body } = await sendChunked('/v1/activities', 2 * MEGABYTE);
    expect([status, JSON.parse(body)]).toEqual([
      413,
      expect.objectContaining({ code: 'request.too_large' }),
    ]);
    expect(gateway.activities.received).toEqual([]);
  });

  it('passes what is within, announced or not', async () => {
    const { status } = await sendChunked('/v1/activities', MEGABYTE / 2);
    expect([status, gateway.activities.last.bytes]).toEqual([200, MEGABYTE / 2]);
  });

  it('takes more where files are sent, and no more than that', async () => {
    const send = (bytes: number) =>
      request(gateway.url)
        .post('/v1/roster-imports')
        .set('authorization', authorization)
        .set('content-type', 'multipart/form-data; boundary=x')
        .send('x'.repeat(bytes));
    // The stand-in for members does not know the path: its own 404 proves that the request got there.
    expect((await send(3 * MEGABYTE)).status).toBe(404);
    expect((await send(26 * MEGABYTE)).status).toBe(413);
  });

  it('streams an answer as it comes', async () => {
    let finish: () => void = () => undefined;
    gateway.activities.answers((_incoming, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.write('{"row":1}\n');
      finish = () => response.end('{"row":2}\n');
    });
    const answer = await fetch(`${gateway.url}/v1/activities`, { headers: { authorization } });
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    // The first row is here while the service has not finished.
    expect(decoder.decode((await reader.read()).value)).toBe('{"row":1}\n');
    finish();
    expect(decoder.decode((await reader.read()).value)).toBe('{"row":2}\n');
    expect((await reader.read()).done).toBe(true);
  });
});
