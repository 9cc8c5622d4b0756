import { allRows, ProblemError, rows, Session } from './index.js';

interface Asked {
  readonly path: string;
  readonly bearer: string | null;
  readonly key: string | null;
}

/** Stands in for the gateway: answers log-in and refresh by itself, and everything else as the test says. */
class Gateway {
  readonly asked: Asked[] = [];
  private issued = 0;

  constructor(
    private readonly answer: (request: Request) => Response | Promise<Response>,
    private readonly expiresIn: () => number = () => 900,
  ) {}

  readonly fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    this.asked.push({
      path: url.pathname + url.search,
      bearer: request.headers.get('authorization'),
      key: request.headers.get('idempotency-key'),
    });
    if (/^\/v1\/auth\/(login|refresh)$/.test(url.pathname)) {
      this.issued += 1;
      return Response.json({
        accessToken: `token-${this.issued}`,
        refreshToken: `refresh-${this.issued}`,
        expiresIn: this.expiresIn(),
        tokenType: 'Bearer',
      });
    }
    return this.answer(request);
  };

  logIn(): Promise<Session> {
    const options = { baseUrl: 'http://wutai.example', fetch: this.fetch };
    return Session.logIn(options, { username: 'admin', password: 'secret' });
  }

  of(path: string): Asked[] {
    return this.asked.filter((one) => one.path.startsWith(path));
  }
}

const problem = (status: number, code: string): Response =>
  Response.json({ type: '/', code, title: code, status, traceId: '0' }, { status });

describe('a session', () => {
  it('is the account that logged in', async () => {
    const gateway = new Gateway(() => Response.json({}));
    const session = await gateway.logIn();
    await session.client.GET('/v1/me');
    expect(gateway.asked).toEqual([
      { path: '/v1/auth/login', bearer: null, key: null },
      { path: '/v1/me', bearer: 'Bearer token-1', key: null },
    ]);
  });

  it('renews an old token once for all requests that need it', async () => {
    let expiresIn = 30;
    const gateway = new Gateway(
      () => Response.json({}),
      () => expiresIn,
    );
    const { client } = await gateway.logIn();
    expiresIn = 900;
    await Promise.all([client.GET('/v1/me'), client.GET('/v1/inbox'), client.GET('/v1/me/scores')]);
    expect(gateway.of('/v1/auth/refresh')).toHaveLength(1);
    expect(gateway.asked.filter(({ bearer }) => bearer === 'Bearer token-2')).toHaveLength(3);
  });

  it('renews a token that is refused, and asks once more', async () => {
    const gateway = new Gateway((request) =>
      request.headers.get('authorization') === 'Bearer token-1'
        ? problem(401, 'auth.token_invalid')
        : Response.json({}),
    );
    const { client } = await gateway.logIn();
    expect((await client.GET('/v1/me')).response.status).toBe(200);
    const refused = new Gateway(() => problem(401, 'auth.token_invalid'));
    const other = await refused.logIn();
    expect((await other.client.GET('/v1/me')).response.status).toBe(401);
    expect(refused.of('/v1/auth/refresh')).toHaveLength(1);
  });

  it('sends again with the same key, and with another for another request', async () => {
    const answers = [
      () => Promise.reject(new Error('the line was cut')),
      () => problem(503, 'server.unavailable'),
      () => problem(409, 'idempotency.in_flight'),
    ];
    const gateway = new Gateway(() => answers.shift()?.() ?? Response.json({}, { status: 202 }));
    const { client } = await gateway.logIn();
    const start = () =>
      client.POST('/v1/runs', {
        params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
        body: { month: '2026-10' },
      });
    expect((await start()).response.status).toBe(202);
    expect((await start()).response.status).toBe(202);
    const keys = gateway.of('/v1/runs').map(({ key }) => key);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(keys.slice(0, 4)).size).toBe(1);
    expect(keys[4]).not.toBe(keys[0]);
  });

  it('does not send again what was refused', async () => {
    const gateway = new Gateway(() => problem(409, 'assessment.run_active'));
    const { client } = await gateway.logIn();
    const answer = await client.POST('/v1/runs', {
      params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
      body: { month: '2026-10' },
    });
    expect(answer.error?.code).toBe('assessment.run_active');
    expect(gateway.of('/v1/runs')).toHaveLength(1);
  });
});

describe('a list', () => {
  const paged = (): Gateway =>
    new Gateway((request) => {
      const cursor = new URL(request.url).searchParams.get('cursor');
      return Response.json(
        cursor === 'next/one'
          ? { data: [{ id: '3' }], nextCursor: null }
          : { data: [{ id: '1' }, { id: '2' }], nextCursor: 'next/one' },
      );
    });

  it('is read to its end, with its filters on every page', async () => {
    const gateway = paged();
    const { client } = await gateway.logIn();
    const list = await allRows(client, '/v1/runs/{id}/scores', {
      path: { id: '7' },
      query: { level: 'member' },
    });
    expect(list).toHaveLength(3);
    expect(gateway.of('/v1/runs').map(({ path }) => path)).toEqual([
      '/v1/runs/7/scores?limit=200&level=member',
      '/v1/runs/7/scores?limit=200&level=member&cursor=next%2Fone',
    ]);
  });

  it('is read no further than it is asked for', async () => {
    const gateway = paged();
    const { client } = await gateway.logIn();
    for await (const scheme of rows(client, '/v1/schemes')) {
      expect(scheme.id).toBe('1');
      break;
    }
    expect(gateway.of('/v1/schemes')).toHaveLength(1);
  });

  it('throws the problem of a page', async () => {
    const { client } = await new Gateway(() => problem(403, 'auth.forbidden')).logIn();
    const reading = allRows(client, '/v1/accounts');
    await expect(reading).rejects.toThrow(ProblemError);
    await reading.catch((error: unknown) => {
      expect(ProblemError.orThrow(error, 'auth.forbidden').status).toBe(403);
    });
  });
});
