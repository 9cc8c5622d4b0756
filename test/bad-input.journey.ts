import { randomUUID } from 'node:crypto';
import { services } from '#libs/contracts';
import { Api } from '../tools/api/api.js';
import { type DocumentedOperation, documentedOperations } from './setup/document.js';
import { adminPassword, startTestSuite, type TestSuite } from './setup/suite.js';

const operations = documentedOperations();
const guarded = operations.filter((operation) => !operation.isPublic);
const writing = operations.filter((operation) => operation.mediaType === 'application/json');

const pathOf = (operation: DocumentedOperation): string =>
  operation.path.replaceAll(/\{[^}]+\}/g, () => randomUUID());

/** What no body may be, wherever it is sent: each must be refused where it is, not somewhere behind. */
const junk: readonly (readonly [name: string, body: string, type?: string])[] = [
  ['cut off', '{"a":'],
  ['an array', '[1,2,3]'],
  ['a number', '42'],
  ['unknown fields', '{"noSuchField":1}'],
  ['__proto__', '{"__proto__":{"admin":true}}'],
  ['constructor', '{"constructor":{"prototype":{}}}'],
  ['a NUL', '{"title":"a\\u0000b","username":"a\\u0000b"}'],
  ['deep nesting', '['.repeat(20_000) + ']'.repeat(20_000)],
  ['a form', 'username=admin&password=x', 'application/x-www-form-urlencoded'],
  ['plain text', 'hello', 'text/plain'],
];

/** What may stand in the place of a field that the document declares; some of it is even right somewhere. */
const values: readonly unknown[] = [
  ...[null, [], [[]], [null], {}, '', ' ', 0, -1, 1.5, 1e308, true, 'x', 'x'.repeat(10_000)],
  ...['0000-01-01', '9999-12-31', '9999-12', '1000000-01-01', '\ud800', "'; drop table people; --"],
];
const texts = [
  ...['', ' ', '-1', '1e308', 'null', 'true', '0000-01-01', '9999-12-31', '9999-12', '0000-00'],
  ...['%00', '%ff', '%ed%a0%80', "';--", 'x'.repeat(5000)],
];

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly traceId: string;
}

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const problem = (await response.json()) as Problem;
  expect(problem.status).toBe(response.status);
  expect(problem.code).toMatch(/^[a-z]+\.[a-z_]+$/);
  expect(problem.traceId).toMatch(/^[0-9a-f]{32}$/);
  return problem;
}

describe('what is wrong is refused', () => {
  let suite: TestSuite;
  let token: string;

  const send = (
    operation: DocumentedOperation,
    options: { token?: string; body?: string; type?: string } = {},
  ): Promise<Response> =>
    fetch(`${suite.url}${pathOf(operation)}`, {
      method: operation.method,
      headers: {
        ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
        'idempotency-key': randomUUID(),
        'if-match': '"1"',
        ...(options.body !== undefined && { 'content-type': options.type ?? 'application/json' }),
      },
      ...(options.body !== undefined && { body: options.body }),
    });

  /** How many rows each table has; what is counted here must not be changed by a refusal. */
  const rowCounts = async (): Promise<Record<string, string>> => {
    const counts: Record<string, string> = {};
    for (const service of services) {
      const client = await suite.database.admin(service);
      const tables = await client.query<{ name: string }>(
        `select tablename as name from pg_tables where schemaname = $1`,
        [service],
      );
      for (const { name } of tables.rows) {
        if (['looks', 'login_attempts', 'inbox', 'directory_state'].includes(name)) continue;
        const [row] = (await client.query<{ n: string }>(`select count(*) as n from ${name}`)).rows;
        counts[`${service}.${name}`] = row?.n ?? '';
      }
    }
    return counts;
  };

  beforeAll(async () => {
    suite = await startTestSuite();
    const api = new Api(suite.url);
    await api.logIn('admin', adminPassword);
    await api.post('/v1/organizations', {
      parentId: null,
      type: 'committee',
      code: 'W',
      name: '五台党委',
      foundedOn: '2020-01-01',
    });
    // Logged in once more: this token tells every service to know of the organization, and of the role held in it.
    const login = await fetch(`${suite.url}/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: adminPassword }),
    });
    token = ((await login.json()) as { accessToken: string }).accessToken;
  }, 60_000);

  afterAll(() => suite.stop());

  it('knows operations to try', () => {
    expect(guarded.length).toBeGreaterThan(25);
    expect(writing.length).toBeGreaterThan(12);
  });

  it.each(guarded.map((operation) => [operation.id, operation] as const))(
    '%s without a token, or with a bad one',
    async (_id, operation) => {
      expect((await problemOf(await send(operation))).code).toBe('auth.token_missing');
      const [header = '', payload = '', signature = ''] = token.split('.');
      const forged = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
      for (const bad of [
        'junk',
        `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
        `${forged}.${payload}.`,
      ])
        expect((await problemOf(await send(operation, { token: bad }))).code).toBe(
          'auth.token_invalid',
        );
    },
  );

  it.each(
    operations
      .filter(({ isPublic, knowsCallers }) => isPublic && knowsCallers)
      .map((operation) => [operation.id, operation] as const),
  )('%s for anybody, but not with a bad token', async (_id, operation) => {
    expect((await send(operation, { body: '{}' })).status).toBe(400);
    const bad = await send(operation, { token: 'junk', body: '{}' });
    expect((await problemOf(bad)).code).toBe('auth.token_invalid');
  });

  it.each(writing.map((operation) => [operation.id, operation] as const))(
    '%s with junk for a body, by an administrator, and nothing is written',
    async (_id, operation) => {
      const before = await rowCounts();
      for (const [name, body, type] of junk) {
        const response = await send(operation, {
          token,
          body,
          ...(type !== undefined && { type }),
        });
        const problem = await problemOf(response);
        if (![400, 404, 413, 415].includes(problem.status))
          throw new Error(`${name}: ${JSON.stringify(problem)}`);
      }
      expect(await rowCounts()).toEqual(before);
    },
  );

  /** No mistake of the caller's is a failure of ours. */
  const refusedOrRight = async (response: Response, what: unknown): Promise<void> => {
    if (response.status < 400) await response.arrayBuffer();
    else {
      const problem = await problemOf(response);
      if (problem.status >= 500) throw new Error(JSON.stringify({ what, problem }));
    }
  };

  it.each(writing.map((operation) => [operation.id, operation] as const))(
    '%s with its example, in which one field after the other is something else',
    async (_id, operation) => {
      const { example = {} } = operation;
      for (const field of Object.keys(example))
        for (const value of values) {
          const body = JSON.stringify({ ...example, [field]: value });
          await refusedOrRight(await send(operation, { token, body }), { field, value });
        }
    },
    120_000,
  );

  it.each(
    operations
      .filter(({ query, method }) => query.length > 0 && method === 'GET')
      .map((one) => [one.id, one] as const),
  )('%s with anything in its query', async (_id, operation) => {
    for (const name of operation.query)
      for (const text of texts) {
        const url = `${suite.url}${pathOf(operation)}?${name}=${text}`;
        const headers = { authorization: `Bearer ${token}` };
        await refusedOrRight(await fetch(url, { headers }), { name, text });
      }
  });

  it.each(operations.filter(({ path }) => path.includes('{')).map((one) => [one.id, one] as const))(
    '%s with an id that is none, and with one of nobody',
    async (_id, operation) => {
      const url = `${suite.url}${operation.path.replaceAll(/\{[^}]+\}/g, 'undefined')}`;
      const body = operation.mediaType === undefined ? {} : { body: '{}' };
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'if-match': '"1"',
      };
      const response = await fetch(url, { method: operation.method, headers, ...body });
      expect((await problemOf(response)).status).toBe(400);
      const stranger = await send(operation, { token });
      expect([400, 404, 415]).toContain((await problemOf(stranger)).status);
    },
  );

  it('addresses that are none, methods that are not taken, and the internal surface', async () => {
    const authorization = { authorization: `Bearer ${token}` };
    const ask = async (path: string, method = 'GET'): Promise<string> =>
      (await problemOf(await fetch(`${suite.url}${path}`, { method, headers: authorization })))
        .code;
    expect(await ask('/v1/nothing')).toBe('request.not_found');
    expect(await ask('/internal/v1/directory?limit=1')).toBe('request.not_found');
    expect(await ask('/v1/../internal/v1/directory')).toBe('request.not_found');
    expect(await ask('/v1/organizations', 'DELETE')).toBe('request.method_not_allowed');
    expect(await ask('/v1/organizations?limit=0')).toBe('request.invalid');
    expect(await ask('/v1/organizations?limit=201')).toBe('request.invalid');
    expect(await ask('/v1/organizations?offset=5')).toBe('request.invalid');
    expect(await ask('/v1/organizations?constructor=1')).toBe('request.invalid');
    expect(await ask('/v1/organizations?cursor=AAAA')).toBe('request.cursor_invalid');
  });

  it('a body over the limit', async () => {
    const [operation] = writing;
    if (!operation) throw new Error('no operation takes JSON');
    const body = JSON.stringify({ junk: 'x'.repeat(2 * 1024 * 1024) });
    expect((await problemOf(await send(operation, { token, body }))).code).toBe(
      'request.too_large',
    );
  });
});
