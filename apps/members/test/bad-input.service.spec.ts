import request from 'supertest';
import type { TestService } from '#libs/testing';
import { startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
});
afterAll(() => service.stop());

/** Everything that could be written, as a count of rows. */
async function written(): Promise<number> {
  const admin = await service.database.admin('members');
  const { rows } = await admin.query<{ count: string }>(
    `select (select count(*) from organizations) + (select count(*) from accounts) + (select count(*) from grants)
       + (select count(*) from offices) + (select count(*) from people) + (select count(*) from outbox) as count`,
  );
  return Number(rows[0]?.count);
}

const raw = (path: string, body: string | Buffer, type = 'application/json') =>
  mine.admin
    .post(path)
    .set('content-type', type)
    .serialize((sent: unknown) => sent as string)
    .send(body);

const organization =
  '{"parentId":null,"type":"committee","code":"X","name":"X","foundedOn":"2020-01-01"';

describe('bad input', () => {
  it.each<[string, string | Buffer, number, string]>([
    ['broken JSON', `${organization}`, 400, 'request.malformed'],
    ['no object', '[]', 400, 'request.invalid'],
    ['a text', '"x"', 400, 'request.invalid'],
    ['nothing', '', 400, 'request.invalid'],
    [
      'bytes that are no UTF-8',
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
      400,
      'request.malformed',
    ],
    ['a prototype', `${organization},"__proto__":{"a":1}}`, 400, 'request.malformed'],
    ['a constructor', `${organization},"constructor":{"a":1}}`, 400, 'request.malformed'],
    ['a NUL', `${organization.replace('"X"', '"X\\u0000"')}}`, 400, 'request.malformed'],
    [
      'half a character',
      `${organization.replace('"name":"X"', '"name":"\\ud800"')}}`,
      400,
      'request.malformed',
    ],
    [
      'depth',
      `${organization},"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      400,
      'request.malformed',
    ],
    ['a field that is not there', `${organization},"version":7}`, 400, 'request.invalid'],
    [
      'a field of the server’s',
      `${organization},"id":"0190a0b0-0000-7000-8000-000000000000"}`,
      400,
      'request.invalid',
    ],
    ['an id that is none', `${organization.replace('null', '"1"')}}`, 400, 'request.invalid'],
    [
      'an id that is an object',
      `${organization.replace('null', '{"$ne":null}')}}`,
      400,
      'request.invalid',
    ],
    [
      'a megabyte and more',
      `${organization},"a":"${'x'.repeat(1_100_000)}"}`,
      413,
      'request.too_large',
    ],
  ])('is a problem, and nothing is written: %s', async (_, body, status, code) => {
    const before = await written();
    const answer = await raw('/v1/organizations', body).expect(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code, status });
    expect((answer.body as { traceId: string }).traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(await written()).toBe(before);
  });

  it('is a problem of another type of content', async () => {
    await raw('/v1/organizations', 'type=committee', 'application/x-www-form-urlencoded').expect(
      415,
    );
    await raw('/v1/organizations', '<x/>', 'application/xml').expect(415);
  });

  it.each([
    ['/v1/organizations/undefined', 400],
    ['/v1/organizations/1', 400],
    ['/v1/members/undefined', 400],
    ['/v1/members/%00', 400],
    ['/v1/members?limit=0', 400],
    ['/v1/members?limit=201', 400],
    ['/v1/members?limit=x', 400],
    ['/v1/members?offset=3', 400],
    ['/v1/members?organizationId=x', 400],
    ['/v1/members?q=%00', 400],
    ['/v1/members?standing=gone', 400],
    ['/v1/members?cursor=AAAA', 400],
    ['/v1/accounts?personId=', 400],
    ['/v1/me/looks?cursor=AAAA', 400],
    ['/v1/nothing', 404],
    ['/v1/organizations/%ff', 400],
  ])('in an address is a problem: %s', async (path, status) => {
    const { body, headers } = await mine.admin.get(path).expect(status);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(JSON.stringify(body)).not.toMatch(/select |node_modules|Error:/);
  });

  it('finds members by how their name begins, whatever is in it', async () => {
    for (const q of ['%', '_', '\\', "'", '张%'])
      expect(await mine.admin.all(`/v1/members?q=${encodeURIComponent(q)}`)).toEqual([]);
  });

  it('asks for a log-in everywhere but where it says so', async () => {
    for (const [method, path] of [
      ['get', '/v1/me'],
      ['get', '/v1/me/looks'],
      ['get', '/v1/organizations'],
      ['post', '/v1/organizations'],
      ['get', '/v1/members'],
      ['get', '/v1/accounts'],
      ['post', '/v1/accounts'],
      ['post', '/v1/roster-imports'],
    ] as const) {
      const { body, headers } = await request(service.url)[method](path).expect(401);
      expect(body).toMatchObject({ code: 'auth.token_missing' });
      expect(headers['www-authenticate']).toBe('Bearer');
    }
    await request(service.url).get('/.well-known/jwks.json').expect(200);
  });
});
