import type { Client } from 'pg';
import request from 'supertest';
import { planModes, planNodes, type TestService } from '#libs/testing';
import { ownSessionsPage } from '../src/sessions/own-sessions.read-model.js';
import { Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

interface OwnSession {
  readonly id: string;
  readonly begunAt: string;
  readonly lastUsedAt: string;
  readonly client: string | null;
  readonly current: boolean;
}
interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const password = 'password-of-the-test';

let service: TestService;
let mine: SmallMine;
let people: Map<string, string>;
let database: Client;
let accounts = 0;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  database = await service.database.admin('members');
  const numbers = ['1', '2', '3', '4', '5', '6', '7'];
  people = await enrol(
    mine.admin,
    numbers.map((number) => ({ number, name: `甲${number}`, code: 'XZ-1' })),
  );
});
afterAll(() => service.stop());

async function logIn(username: string, agent = 'a browser'): Promise<Tokens> {
  const { body } = await request(service.url)
    .post('/v1/auth/login')
    .set('user-agent', agent)
    .send({ username, password })
    .expect(200);
  return body as Tokens;
}
const as = ({ accessToken }: Tokens): Caller => new Caller(service.url, accessToken);
const refresh = ({ refreshToken }: Tokens) =>
  request(service.url).post('/v1/auth/refresh').send({ refreshToken });
const sessionsOf = (caller: Caller): Promise<OwnSession[]> => caller.all('/v1/me/sessions');

/** Somebody with an account, who has logged in once. */
async function somebody(): Promise<[string, Caller]> {
  accounts += 1;
  const username = `somebody${accounts}`;
  const caller = await openAccount(mine.admin, people.get(String(accounts)) ?? '', username);
  return [username, caller];
}

describe('the own sessions', () => {
  it('are listed with their clients, the last begun first, and which one asks', async () => {
    const [username, first] = await somebody();
    const phone = await logIn(username, `  A\tphone ${'x'.repeat(300)}`);
    const third = await logIn(username, 'Mozilla/5.0 (Windows NT 10.0)');
    await refresh(phone).expect(200);
    const listed = await sessionsOf(as(third));
    expect(listed.map(({ client, current }) => [client?.slice(0, 11), current])).toEqual([
      ['Mozilla/5.0', true],
      ['A phone xxx', false],
      [undefined, false],
    ]);
    expect(listed[1]?.client).toHaveLength(200);
    expect(Date.parse(listed[1]?.lastUsedAt ?? '')).toBeGreaterThan(
      Date.parse(listed[1]?.begunAt ?? ''),
    );
    expect(listed[0]?.lastUsedAt).toBe(listed[0]?.begunAt);
    expect((await sessionsOf(first)).map(({ current }) => current)).toEqual([false, false, true]);

    const paged = await as(third).all<OwnSession>('/v1/me/sessions?limit=1');
    expect(paged).toEqual(listed);
    expect((await sessionsOf(mine.admin)).every(({ id }) => !listed.some((one) => one.id === id)));
  });

  it('end one by one, at once and for good; the others go on as they are', async () => {
    const [username] = await somebody();
    const [phone, computer] = [await logIn(username, 'phone'), await logIn(username, 'computer')];
    const [, listed] = await sessionsOf(as(computer));
    expect(listed?.client).toBe('phone');
    await as(computer)
      .post(`/v1/me/sessions/${listed?.id ?? ''}/end`)
      .expect(204);
    await as(phone).get('/v1/me').expect(401);
    await refresh(phone).expect(401);
    await as(computer).get('/v1/me').expect(200);
    const renewed = (await refresh(computer).expect(200)).body as Tokens;
    expect((await sessionsOf(as(renewed))).map(({ client }) => client)).not.toContain('phone');
    const again = await as(renewed)
      .post(`/v1/me/sessions/${listed?.id ?? ''}/end`)
      .expect(404);
    expect(again.body).toMatchObject({ code: 'auth.session_not_found' });
  });

  it('end with the one that asks, if that is wanted', async () => {
    const [, caller] = await somebody();
    const [own] = await sessionsOf(caller);
    await caller.post(`/v1/me/sessions/${own?.id ?? ''}/end`).expect(204);
    await caller.get('/v1/me').expect(401);
  });

  it('of others are not there', async () => {
    const [username, caller] = await somebody();
    const own = await logIn(username);
    const [foreign] = await sessionsOf(mine.admin);
    const nothing = '0190a0b0-0000-7000-8000-000000000000';
    const answers = await Promise.all(
      [foreign?.id ?? '', nothing].map(async (id) => {
        const { body } = await caller.post(`/v1/me/sessions/${id}/end`).expect(404);
        return { ...(body as object), traceId: '' };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    const { body: cursor } = await caller.get('/v1/me/sessions?limit=1').expect(200);
    const { nextCursor } = cursor as { nextCursor: string };
    const at = `/v1/me/sessions?cursor=${encodeURIComponent(nextCursor)}`;
    await mine.admin.get(at).expect(400);
    await caller.get(at).expect(200);
    await refresh(own).expect(200);
  });

  it('end all but the one that asks; where there are no others, nothing happens', async () => {
    const [username, caller] = await somebody();
    const alone = await caller.post('/v1/me/sessions/end-others').expect(200);
    expect(alone.body).toEqual({ ended: 0 });
    const others = [await logIn(username), await logIn(username)];
    const own = await logIn(username, 'own');
    const { body } = await as(own).post('/v1/me/sessions/end-others').expect(200);
    expect(body).toEqual({ ended: 3 });
    for (const other of others) await as(other).get('/v1/me').expect(401);
    for (const other of others) await refresh(other).expect(401);
    await as(own).get('/v1/me').expect(200);
    const renewed = (await refresh(own).expect(200)).body as Tokens;
    expect(await sessionsOf(as(renewed))).toMatchObject([{ client: 'own', current: true }]);
  });

  it('that are begun while others are ended are all alive', async () => {
    const [username] = await somebody();
    const own = await logIn(username, 'own');
    const [begun] = await Promise.all([
      Promise.all(Array.from({ length: 4 }, () => logIn(username))),
      as(own).post('/v1/me/sessions/end-others').expect(200),
    ]);
    await refresh(own).expect(200);
    // Before it, and ended; or behind it, and alive: both its tokens say the same.
    for (const one of begun) {
      const { status } = await as(one).get('/v1/me');
      await refresh(one).expect(status);
    }
    expect(begun).toHaveLength(4);
  });

  it.each(planModes)('are read by index (%s)', async (mode) => {
    await database.query(
      `with many as (
         insert into accounts (username, password_hash) select uuidv7()::text, 'x' from generate_series(1, 200)
         returning id
       )
       insert into sessions (account_id, expires_at) select id, now() + interval '1 day'
       from (select id from many union select id from accounts) account cross join generate_series(1, 60)`,
    );
    const { rows } = await database.query<{ id: string }>(
      `select id from accounts where username = 'somebody1'`,
    );
    const of = rows[0]?.id ?? '';
    await database.query(
      `insert into sessions (account_id, expires_at) select $1, now() + interval '1 day' from generate_series(1, 600)`,
      [of],
    );
    const nodes = await planNodes(database, mode, ownSessionsPage, [
      `'${of}'`,
      `'0190a0b0-0000-7000-8000-000000000000'`,
      `'ffffffff-ffff-ffff-ffff-ffffffffffff'`,
      'now()',
      '51',
    ]);
    const [read] = nodes.filter((node) => node['Relation Name'] === 'sessions');
    expect(read?.['Index Name']).toBe('sessions_account_begun');
    expect(read?.['Actual Rows']).toBeLessThan(60);
  });
});
