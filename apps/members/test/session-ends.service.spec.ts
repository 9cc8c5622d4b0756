import { decodeJwt } from 'jose';
import type { Client } from 'pg';
import request from 'supertest';
import { internalBearer } from '#libs/auth';
import { developmentSecret } from '#libs/config';
import { directoryPageSchema } from '#libs/contracts';
import { eventually, planModes, planNodes, type TestService } from '#libs/testing';
import { accountAccess } from '../src/accounts/own-account-access.js';
import { Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine } from './small-mine.js';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const password = 'password-of-the-test';

let service: TestService;
let admin: Caller;
let database: Client;
let people: Map<string, string>;

beforeAll(async () => {
  service = await startMembers();
  ({ admin } = await smallMine(service.url));
  database = await service.database.admin('members');
  const numbers = Array.from({ length: 9 }, (_, index) => String(index + 1));
  people = await enrol(
    admin,
    numbers.map((number) => ({ number, name: `甲${number}`, code: 'XZ-1' })),
  );
});
afterAll(() => service.stop());

const post = (path: string, body: object) =>
  request(service.url).post(`/v1/auth/${path}`).send(body);
const refresh = ({ refreshToken }: Tokens) => post('refresh', { refreshToken });
const logOut = ({ refreshToken }: Tokens) => post('logout', { refreshToken });
const me = ({ accessToken }: Tokens, url = service.url) =>
  new Caller(url, accessToken).get('/v1/me');
const sessionOf = ({ accessToken }: Tokens): string => String(decodeJwt(accessToken)['sid']);

/** How often the other services were told to look. */
async function bells(): Promise<number> {
  const { rows } = await database.query<{ rung: number }>(
    `select count(*)::int as rung from outbox where type = 'members.directory.changed'`,
  );
  return rows[0]?.rung ?? 0;
}

/** An account of its own, with as many sessions as are wanted beside a first. */
class Account {
  private constructor(
    readonly id: string,
    readonly username: string,
  ) {}

  static async open(number: string): Promise<Account> {
    const username = `account${number}`;
    const { token } = await openAccount(admin, people.get(number) ?? '', username);
    return new Account(String(decodeJwt(token).sub), username);
  }

  async logIn(): Promise<Tokens> {
    const { body } = await post('login', { username: this.username, password }).expect(200);
    return body as Tokens;
  }

  /** What the other services are told of it, by now. */
  async told(): Promise<readonly string[] | undefined> {
    const { body } = await request(service.url)
      .get('/internal/v1/directory')
      .set('authorization', internalBearer(developmentSecret))
      .expect(200);
    for (const entry of directoryPageSchema.parse(body).entries)
      if (entry.kind === 'account' && entry.id === this.id) return entry.endedSessions;
    return undefined;
  }

  /** The transaction that last gave the other services something to hear of it. */
  async position(): Promise<string | undefined> {
    const { rows } = await database.query<{ xid: string }>(
      `select xid::text from directory_feed where kind = 'account' and id = $1`,
      [this.id],
    );
    return rows[0]?.xid;
  }
}

describe('a session that ends by log-out', () => {
  it('takes its access tokens along at once, and nothing of the other sessions', async () => {
    const account = await Account.open('1');
    const [phone, computer] = [await account.logIn(), await account.logIn()];
    const renewed = (await refresh(phone).expect(200)).body as Tokens;
    await me(phone).expect(200);
    await logOut(renewed).expect(204);
    for (const dead of [phone, renewed]) {
      const { body } = await me(dead).expect(401);
      expect(body).toMatchObject({ code: 'auth.token_invalid' });
    }
    await me(computer).expect(200);
    await refresh(computer).expect(200);
    await eventually(async () => expect(await account.told()).toEqual([sessionOf(phone)]));
  });

  it('is told once, and to whom it ended for already nothing more', async () => {
    const account = await Account.open('2');
    const own = await account.logIn();
    const before = await bells();
    await logOut(own).expect(204);
    expect(await bells()).toBe(before + 1);
    const [position, rung] = [await account.position(), await bells()];
    await logOut(own).expect(204);
    await refresh(own).expect(401);
    await logOut({ ...own, refreshToken: 'nobody’s' }).expect(204);
    expect(await account.position()).toBe(position);
    expect(await bells()).toBe(rung);
  });

  it('is the only thing that is told of sessions', async () => {
    const account = await Account.open('3');
    const position = await account.position();
    const own = await account.logIn();
    const renewed = (await refresh(own).expect(200)).body as Tokens;
    await me(own).expect(200);
    expect(await account.position()).toBe(position);
    await logOut(renewed).expect(204);
    expect(BigInt((await account.position()) ?? 0)).toBeGreaterThan(BigInt(position ?? 0));
  });

  it('is over in another copy of this service within its two seconds', async () => {
    const other = await startMembers({}, service.database);
    try {
      const account = await Account.open('4');
      const own = await account.logIn();
      await me(own, other.url).expect(200);
      const since = performance.now();
      await logOut(own).expect(204);
      await eventually(() => me(own, other.url).expect(401), 5000);
      expect(performance.now() - since).toBeLessThan(3000);
    } finally {
      await other.stop();
    }
  });

  it('leaves no token alive that is given meanwhile', async () => {
    const account = await Account.open('5');
    for (let round = 0; round < 8; round += 1) {
      const own = await account.logIn();
      const answers = await Promise.all([refresh(own), logOut(own), logOut(own)]);
      expect(answers.slice(1).map(({ status }) => status)).toEqual([204, 204]);
      const [renewed] = answers;
      expect([200, 401]).toContain(renewed.status);
      await me(own).expect(401);
      if (renewed.status === 200) {
        await me(renewed.body as Tokens).expect(401);
        await refresh(renewed.body as Tokens).expect(401);
      }
    }
  });
});

describe('a session whose refresh token is used twice', () => {
  it('is over for both, with all access tokens, and no other is', async () => {
    const account = await Account.open('6');
    const [own, other] = [await account.logIn(), await account.logIn()];
    const renewed = (await refresh(own).expect(200)).body as Tokens;
    await me(renewed).expect(200);
    await refresh(own).expect(401);
    for (const dead of [own, renewed]) await me(dead).expect(401);
    await me(other).expect(200);
    await eventually(async () => expect(await account.told()).toEqual([sessionOf(own)]));

    const again = await account.position();
    await refresh(own).expect(401);
    expect(await account.position()).toBe(again);
  });

  it('is over when both come at once', async () => {
    const account = await Account.open('7');
    const own = await account.logIn();
    const answers = await Promise.all([refresh(own), refresh(own), refresh(own)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    const won = answers.find(({ status }) => status === 200)?.body as Tokens;
    await me(won).expect(401);
  });
});

describe('what is told of ended sessions', () => {
  it('is not what a token cannot outlive, nor what died with the password', async () => {
    const account = await Account.open('8');
    const own = await account.logIn();
    await logOut(own).expect(204);
    await eventually(async () => expect(await account.told()).toHaveLength(1));
    await database.query(`update sessions set revoked_at = revoked_at - interval '20 minutes'
      where id = '${sessionOf(own)}'`);
    await eventually(async () => expect(await account.told()).toEqual([]));

    const [asking, other] = [await account.logIn(), await account.logIn()];
    await new Caller(service.url, asking.accessToken)
      .post('/v1/me/password', { current: password, new: 'two-lamps-below-the-shaft' })
      .expect(204);
    await me(other).expect(401);
    await eventually(async () => expect(await account.told()).toEqual([]));
  });

  it('never grows long: where very many end, all tokens that are out die at once', async () => {
    const account = await Account.open('9');
    const [own, other] = [await account.logIn(), await account.logIn()];
    const end = (count: number) =>
      database.query(
        `insert into sessions (account_id, created_at, expires_at, revoked_at)
         select $1, clock_timestamp(), now() + interval '1 day', now() from generate_series(1, $2)`,
        [account.id, count],
      );
    await end(99);
    await logOut(own).expect(204);
    await me(other).expect(200);
    await eventually(async () => expect(await account.told()).toHaveLength(100));
    await end(1);
    const last = await account.logIn();
    await logOut(last).expect(204);
    for (const dead of [own, last, other]) await me(dead).expect(401);
    await eventually(async () => expect(await account.told()).toEqual([]));
    const renewed = (await refresh(other).expect(200)).body as Tokens;
    await me(renewed).expect(200);
  });

  it.each(planModes)('is read by an index of what has ended lately (%s)', async (mode) => {
    const { rows } = await database.query<{ id: string }>(
      `select id from accounts where username = 'account1'`,
    );
    const of = rows[0]?.id ?? '';
    await database.query(
      `insert into sessions (account_id, expires_at, revoked_at)
       select account.id, now() + interval '1 day', case when each % 2 = 0 then now() - interval '1 day' end
       from accounts account cross join generate_series(1, 2000) each`,
    );
    const nodes = await planNodes(database, mode, accountAccess, [`'${of}'`, 'current_date']);
    const read = nodes.filter(
      (node) => node['Relation Name'] === 'sessions' || node['Index Name'] === 'sessions_ended',
    );
    expect(read.map((node) => node['Index Name'] ?? node['Node Type'])).toContain('sessions_ended');
    for (const node of read) expect(node['Actual Rows']).toBeLessThan(5);
  });
});
