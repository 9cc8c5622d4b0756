import { createHash, randomUUID } from 'node:crypto';
import request from 'supertest';
import { eventually, type TestService } from '#libs/testing';
import { Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly passwordMustChange: boolean;
}
interface Created {
  readonly id: string;
  readonly initialPassword: string;
  readonly passwordMustChange: boolean;
}

const OLD = 'password-of-the-test';
const NEW = 'two-lamps-below-the-shaft';

let service: TestService;
let mine: SmallMine;
let people: Map<string, string>;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  people = await enrol(
    mine.admin,
    ['1', '2', '3', '4', '5', '6', '7', '8'].map((number) => ({
      number,
      name: `甲${number}`,
      code: number === '7' ? 'XZ-2' : 'XZ-1',
    })),
  );
});
afterAll(() => service.stop());

const person = (number: string): string => people.get(number) ?? '';
const post = (path: string, body: object) => request(service.url).post(path).send(body);
const logIn = (username: string, password: string) =>
  post('/v1/auth/login', { username, password });
const refresh = (refreshToken: string) => post('/v1/auth/refresh', { refreshToken });
const tokens = async (username: string, password: string): Promise<Tokens> =>
  (await logIn(username, password).expect(200)).body as Tokens;
const as = ({ accessToken }: Tokens): Caller => new Caller(service.url, accessToken);
const create = async (body: object): Promise<Created> =>
  (await mine.admin.post('/v1/accounts', body).expect(201)).body as Created;
/** A token is as old as the whole second it was issued in: who was logged in before is so by seconds. */
const later = async (username: string): Promise<void> => {
  const admin = await service.database.admin('members');
  await admin.query(
    `update accounts set tokens_valid_from = tokens_valid_from + interval '2 seconds' where username = $1`,
    [username],
  );
  await admin.query(
    `update sessions set kept_at = kept_at + interval '2 seconds' where kept_at is not null`,
  );
};

describe('a password that the server made', () => {
  it('opens nothing but its own change, and everything behind that', async () => {
    const made = await create({ personId: person('1'), username: 'made' });
    expect(made.passwordMustChange).toBe(true);
    const first = await tokens('made', made.initialPassword);
    expect(first.passwordMustChange).toBe(true);
    for (const path of ['/v1/me/looks', '/v1/rules', '/v1/members', '/v1/organizations']) {
      const { body } = await as(first).get(path).expect(403);
      expect(body).toMatchObject({ code: 'auth.password_must_change', title: '请先修改密码' });
    }
    await as(first).get('/v1/me').expect(200);
    // Renewed, they are the same.
    const again = (await refresh(first.refreshToken).expect(200)).body as Tokens;
    expect(again.passwordMustChange).toBe(true);
    await as(again).get('/v1/me/looks').expect(403);

    const change = { current: made.initialPassword, new: NEW };
    await as(again).post('/v1/me/password', change).expect(204);
    const free = (await refresh(again.refreshToken).expect(200)).body as Tokens;
    expect(free.passwordMustChange).toBe(false);
    await as(free).get('/v1/me/looks').expect(200);
    await logIn('made', made.initialPassword).expect(401);
    expect((await tokens('made', NEW)).passwordMustChange).toBe(false);
  });

  it('is one that must be changed, whatever is said; one that was given only if it is said', async () => {
    const roles = [{ role: 'auditor', organizationId: mine.committee }];
    const made = await create({ username: 'made-2', roles, mustChange: false });
    const given = await create({ username: 'given', roles, password: OLD });
    const said = await create({ username: 'said', roles, password: OLD, mustChange: true });
    expect([made, given, said].map(({ passwordMustChange }) => passwordMustChange)).toEqual([
      true,
      false,
      true,
    ]);
    expect((await tokens('given', OLD)).passwordMustChange).toBe(false);
    expect((await tokens('said', OLD)).passwordMustChange).toBe(true);
    const listed = await mine.admin.all<{ username: string; passwordMustChange: boolean }>(
      '/v1/accounts',
    );
    const flags = listed
      .filter(({ username }) => ['given', 'said'].includes(username))
      .map(({ passwordMustChange }) => passwordMustChange);
    expect(flags).toEqual([false, true]);
  });
});

describe('changing the own password', () => {
  it('ends all other sessions, kills what is out, and keeps this one', async () => {
    await openAccount(mine.admin, person('2'), 'changing');
    const [own, other] = [await tokens('changing', OLD), await tokens('changing', OLD)];
    await as(own).post('/v1/me/password', { current: OLD, new: NEW }).expect(204);
    await later('changing');
    await as(other).get('/v1/me').expect(401);
    await as(own).get('/v1/me').expect(401);
    await refresh(other.refreshToken).expect(401);
    const renewed = (await refresh(own.refreshToken).expect(200)).body as Tokens;
    expect(renewed.passwordMustChange).toBe(false);
    await logIn('changing', OLD).expect(401);
  });

  it('needs the current one, and slows down who guesses it', async () => {
    const caller = await openAccount(mine.admin, person('3'), 'guessed');
    const guess = () => caller.post('/v1/me/password', { current: 'not the one', new: NEW });
    const { body } = await guess().expect(422);
    expect(body).toMatchObject({
      code: 'auth.password_wrong',
      errors: [{ pointer: '/current', code: 'wrong_password', message: '不正确' }],
    });
    for (let i = 0; i < 4; i++) await guess().expect(422);
    const slowed = await guess().expect(429);
    expect(slowed.body).toMatchObject({ code: 'auth.slow_down' });
    await caller.post('/v1/me/password', { current: OLD, new: NEW }).expect(429);
  });

  it.each([
    ['woaini1314', 'common_password'],
    ['I am the choosy one', 'has_username'],
    [OLD, 'same_password'],
  ])('is refused, and the old one stays: %s', async (chosen, code) => {
    const caller =
      code === 'common_password'
        ? await openAccount(mine.admin, person('4'), 'choosy')
        : await Caller.logIn(service.url, 'choosy');
    const { body } = await caller
      .post('/v1/me/password', { current: OLD, new: chosen })
      .expect(422);
    expect(body).toMatchObject({
      code: 'accounts.password_weak',
      errors: [{ pointer: '/new', code }],
    });
    await logIn('choosy', OLD).expect(200);
  });

  it('is won by one of two at the same time', async () => {
    const one = await openAccount(mine.admin, person('5'), 'twice');
    const two = await Caller.logIn(service.url, 'twice');
    const chosen = ['first lamp of the two', 'second lamp of the two'] as const;
    const answers = await Promise.all(
      [one, two].map((caller, i) =>
        caller.post('/v1/me/password', { current: OLD, new: chosen[i] }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect([...statuses].sort()).toEqual([204, 422]);
    for (const [i, password] of chosen.entries())
      await logIn('twice', password).expect(statuses[i] === 204 ? 200 : 401);
  });

  it('brings no session back to life of an account that is disabled meanwhile', async () => {
    const made = await create({ personId: person('8'), username: 'shut-out', password: OLD });
    const own = await tokens('shut-out', OLD);
    const database = await service.database.admin('members');
    await database.query('begin');
    await database.query(
      'update accounts set disabled = true, tokens_valid_from = clock_timestamp() where id = $1',
      [made.id],
    );
    const asked = as(own)
      .post('/v1/me/password', { current: OLD, new: NEW })
      .then(({ status }) => status);
    const other = await service.database.admin('members');
    await eventually(async () => {
      const { rows } = await other.query(
        `select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      expect(rows).toHaveLength(1);
    });
    await database.query('commit');
    expect(await asked).toBe(422);
    await mine.admin.post(`/v1/accounts/${made.id}/enable`).expect(204);
    await refresh(own.refreshToken).expect(401);
  });

  it('is bound to its key, and cannot be read from it', async () => {
    const made = await create({
      username: 'keyed',
      roles: [{ role: 'auditor', organizationId: mine.committee }],
      password: OLD,
    });
    const caller = await Caller.logIn(service.url, 'keyed');
    const key = randomUUID();
    await caller.post('/v1/me/password', { current: OLD, new: NEW }, key).expect(204);
    expect(made.passwordMustChange).toBe(false);
    const admin = await service.database.admin('members');
    const { rows } = await admin.query<{ request: Buffer }>(
      'select request from idempotency_keys where key = $1',
      [key],
    );
    expect(rows).toHaveLength(1);
    // Both passwords are in the body: nobody who reads the row may try which.
    const bare = createHash('sha256')
      .update(`POST /v1/me/password\n${JSON.stringify({ current: OLD, new: NEW })}`)
      .digest();
    expect(rows[0]?.request.equals(bare)).toBe(false);
  });
});

describe('a password that is reset', () => {
  let caller: Caller;
  let id: string;
  let before: Tokens;

  beforeAll(async () => {
    caller = await openAccount(mine.admin, person('6'), 'forgetful');
    before = await tokens('forgetful', OLD);
    const [account] = await mine.admin.all<{ id: string }>(`/v1/accounts?personId=${person('6')}`);
    id = account?.id ?? '';
  });

  it('is made anew, shown once, and must be changed; all sessions end', async () => {
    const key = randomUUID();
    const reset = `/v1/accounts/${id}/password-reset`;
    const { body } = await mine.admin.post(reset, {}, key).expect(200);
    const { initialPassword } = body as Created;
    expect(body).toEqual({ id, username: 'forgetful', initialPassword });
    const replayed = await mine.admin.post(reset, {}, key).expect(409);
    expect(replayed.body).toMatchObject({ code: 'idempotency.answer_not_kept' });
    expect(replayed.headers['idempotency-replayed']).toBe('true');

    await logIn('forgetful', OLD).expect(401);
    await refresh(before.refreshToken).expect(401);
    expect((await tokens('forgetful', initialPassword)).passwordMustChange).toBe(true);
    await later('forgetful');
    await caller.get('/v1/me').expect(401);
  });

  it('is nobody’s own, nobody’s of another branch, nobody’s beyond what is administered', async () => {
    const { body: me } = await mine.admin.get('/v1/me').expect(200);
    const own = (me as { accountId: string }).accountId;
    const refused = await mine.admin.post(`/v1/accounts/${own}/password-reset`).expect(409);
    expect(refused.body).toMatchObject({ code: 'accounts.own_account' });

    const roles = (organizationId: string, role = 'administrator') => [{ role, organizationId }];
    await create({ username: 'local', password: OLD, roles: roles(mine.branches[0]) });
    const local = await Caller.logIn(service.url, 'local');
    const elsewhere = await create({ personId: person('7'), username: 'elsewhere' });
    await local.post(`/v1/accounts/${elsewhere.id}/password-reset`).expect(404);
    await mine.admin
      .post(`/v1/accounts/${id}/grants`, { role: 'auditor', organizationId: mine.committee })
      .expect(201);
    const beyond = await local.post(`/v1/accounts/${id}/password-reset`).expect(403);
    expect(beyond.body).toMatchObject({ code: 'accounts.beyond_scope' });
  });
});
