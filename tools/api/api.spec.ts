import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api } from './api.js';
import { inParallel } from './in-parallel.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

describe('the API client', () => {
  let server: Server;
  let handle: Handler;
  let api: Api;
  const seen: string[] = [];

  beforeEach(async () => {
    seen.length = 0;
    server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
      request.resume().on('end', () => {
        handle(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    api = new Api(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const tokens = (name: string, expiresIn: number): unknown => ({
    accessToken: name,
    refreshToken: `refresh-${name}`,
    expiresIn,
  });

  it('shows a problem’s title, code, places and trace', async () => {
    handle = (_, response) => {
      answer(response, 422, {
        code: 'members.roster_invalid',
        title: 'The roster has bad rows',
        traceId: 'abc',
        errors: [
          { pointer: '/rows/7/organizationCode', message: 'is no organization' },
          { pointer: '/name', message: 'must not be empty' },
        ],
      });
    };
    await expect(api.get('/v1/x')).rejects.toThrow(
      [
        'GET /v1/x: 422 The roster has bad rows (members.roster_invalid)',
        '  /rows/7/organizationCode: is no organization',
        '  /name: must not be empty',
        '  trace abc',
      ].join('\n'),
    );
    expect(seen).toHaveLength(1);
  });

  it('asks again when the suite is busy or away for the moment', async () => {
    const statuses = [503, 429, 200];
    handle = (_, response) => {
      answer(response, statuses.shift() ?? 500, { value: 1 });
    };
    await expect(api.get('/v1/x')).resolves.toEqual({ value: 1 });
    expect(seen).toHaveLength(3);
  });

  it('asks again with the same key, so that nothing is done twice', async () => {
    const answers: [number, unknown][] = [
      [200, { accessToken: 'a', refreshToken: 'r', expiresIn: 900, tokenType: 'Bearer' }],
      [503, {}],
      [409, { code: 'idempotency.in_flight' }],
      [201, { value: 1 }],
      [201, { value: 2 }],
    ];
    const keys: (string | string[] | undefined)[] = [];
    handle = (request, response) => {
      keys.push(request.headers['idempotency-key']);
      const [status, body] = answers.shift() ?? [500, {}];
      answer(response, status, body);
    };
    await api.logIn('admin', 'a-password');
    await expect(api.post('/v1/x')).resolves.toEqual({ value: 1 });
    await expect(api.post('/v1/x')).resolves.toEqual({ value: 2 });
    // A log-in is nobody's yet.
    expect(keys.shift()).toBeUndefined();
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys.slice(0, 3)).toEqual([keys[0], keys[0], keys[0]]);
    expect(keys[3]).not.toBe(keys[0]);
  });

  it('renews an old token once for all requests that need it', async () => {
    handle = (request, response) => {
      if (request.url === '/v1/auth/login') answer(response, 200, tokens('old', 30));
      else if (request.url === '/v1/auth/refresh') answer(response, 200, tokens('new', 900));
      else answer(response, 200, {});
    };
    await api.logIn('somebody', 'secret');
    await Promise.all([api.get('/v1/a'), api.post('/v1/b'), api.get('/v1/c')]);
    expect(seen.filter((line) => line.includes('/v1/auth/refresh'))).toHaveLength(1);
    expect(seen.filter((line) => line.endsWith('Bearer new'))).toHaveLength(3);
  });

  it('reads a list to its end', async () => {
    handle = (request, response) => {
      const last = request.url?.includes('cursor=next%2Fone') ?? false;
      answer(
        response,
        200,
        last ? { data: [3], nextCursor: null } : { data: [1, 2], nextCursor: 'next/one' },
      );
    };
    await expect(api.all('/v1/x?month=2026-10')).resolves.toEqual([1, 2, 3]);
  });

  it('says so when nobody is there', async () => {
    await expect(new Api('http://127.0.0.1:1').get('/v1/x')).rejects.toThrow(
      'GET /v1/x: nothing answers at http://127.0.0.1:1',
    );
  });
});

describe('work in parallel', () => {
  it('does everything, so many at a time', async () => {
    let active = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
      active += 1;
      most = Math.max(most, active);
      await Promise.resolve();
      active -= 1;
      done.push(item);
    });
    expect(done).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('begins nothing more after a failure, and throws it', async () => {
    const begun: number[] = [];
    const work = async (item: number): Promise<void> => {
      begun.push(item);
      await Promise.resolve();
      if (item === 2) throw new Error('two');
    };
    await expect(inParallel(2, [1, 2, 3, 4, 5, 6], work)).rejects.toThrow('two');
    expect(begun.length).toBeLessThan(6);
  });
});
