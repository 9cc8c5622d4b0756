import { promisify } from 'node:util';
import request from 'supertest';
import { eventually } from '#libs/testing';
import { problemIn, raw } from './raw.js';
import { GatewayHarness } from './gateway.harness.js';

describe('the gateway and clients that do not send what they announce', () => {
  let gateway: GatewayHarness;
  let authorization: string;
  const start = async (environment: Record<string, string>): Promise<void> => {
    gateway = await GatewayHarness.start(environment);
    authorization = await gateway.bearer();
  };
  afterEach(() => gateway.stop());

  /** One byte of so many. */
  const stall = (announced: string): Promise<string> =>
    raw(
      gateway.url,
      `POST /v1/activities HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\n` +
        `Content-Type: application/json\r\n${announced}`,
    );
  const small = () => stall('Content-Length: 100\r\n\r\n{');
  const large = () => stall('Content-Length: 100000\r\n\r\n{');
  const chunked = () => stall('Transfer-Encoding: chunked\r\n\r\n1\r\n{');
  const plan = () =>
    request(gateway.url).post('/v1/activities').set('authorization', authorization).send({});

  it('gives them no place while a small body comes', async () => {
    await start({ MAX_IN_FLIGHT: '2', SERVICE_CONCURRENCY: '1', BODY_DEADLINE_MS: '3000' });
    const stalled = Array.from({ length: 8 }, small);
    const server = gateway.app.getHttpServer();
    await eventually(async () => {
      const connections = await promisify(server.getConnections.bind(server))();
      expect(connections).toBeGreaterThanOrEqual(8);
    });
    expect((await plan()).status).toBe(200);
    for (const answer of await Promise.all(stalled)) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(gateway.activities.received).toHaveLength(1);
  });

  it('tells them so after a while, and lets go of the connection', async () => {
    await start({ BODY_DEADLINE_MS: '200', WRITE_DEADLINE_MS: '400' });
    for (const answer of await Promise.all([small(), large(), chunked()])) {
      const { line, body } = problemIn(answer);
      expect(line).toMatch(/^HTTP\/1\.1 408 /);
      expect(body).toMatchObject({ status: 408, code: 'request.timeout' });
    }
  });

  it('holds it against no copy, and gives the places back', async () => {
    await start({ SERVICE_CONCURRENCY: '8', WRITE_DEADLINE_MS: '300' });
    await Promise.all(Array.from({ length: 8 }, large));
    expect((await plan()).status).toBe(200);
    expect(gateway.activities.received).toHaveLength(1);
  });
});
