import { decodeJwt } from 'jose';
import type { Client } from 'pg';
import request from 'supertest';
import { internalBearer } from '#libs/auth';
import { developmentSecret } from '#libs/config';
import { type DirectoryEntry, directoryPageSchema } from '#libs/contracts';
import { eventually, planModes, planNodes, statementsOf, type TestService } from '#libs/testing';
import { accountAccess } from '../src/accounts/own-account-access.js';
import { endedSessionChanges } from '../src/directory-feed/directory-feed.read-model.js';
import { Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine } from './small-mine.js';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const password = 'password-of-the-test';
const STREAM = '/internal/v1/directory/ended-sessions';

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

  /** Its sessions of whose end the other services are told by now. */
  async told(): Promise<string[]> {
    const ended = (await pull()).filter(({ accountId }) => accountId === this.id);
    return ended.map(({ id }) => id);
  }
}

type EndedSession = Extract<DirectoryEntry, { kind: 'ended_session' }>;

const page = (query: object) =>
  request(service.url)
    .get(STREAM)
    .query(query)
    .set('authorization', internalBearer(developmentSecret));

async function pull(limit = 1000): Promise<EndedSession[]> {
  const told: EndedSession[] = [];
  for (let after = ''; ;) {
    const { body } = await page({ after, limit }).expect(200);
    const { entries, cursor, more } = directoryPageSchema.parse(body);
    for (const entry of entries) if (entry.kind === 'ended_session') told.push(entry);
    if (!more) return told;
    after = cursor;
  }
}

/** Which transaction was the last to give the directory something to tell. */
async function position(): Promise<string | undefined> {
  const { rows } = await database.query<{ xid: string }>(
    'select xid::text from directory_feed order by directory_feed.xid desc limit 1',
  );
  return rows[0]?.xid;
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

  it('is told once; log-in and renewal are not told, and nobody’s roles are looked up anew', async () => {
    const account = await Account.open('2');
    const [before, directory] = [await bells(), await position()];
    const own = await account.logIn();
    const renewed = (await refresh(own).expect(200)).body as Tokens;
    expect(await bells()).toBe(before);
    await me(own).expect(200);
    await admin.get('/v1/me').expect(200);
    const looked = await statementsOf(/own-account-access/, async () => {
      await logOut(renewed).expect(204);
      await me(own).expect(401);
      await admin.get('/v1/me').expect(200);
    });
    expect(looked).toHaveLength(1);
    expect(await bells()).toBe(before + 1);

    await logOut(own).expect(204);
    await refresh(own).expect(401);
    await logOut({ ...own, refreshToken: 'nobody’s' }).expect(204);
    expect(await bells()).toBe(before + 1);
    // The position that access tokens say stays: no service has to catch up with a log-out.
    expect(await position()).toBe(directory);
    await eventually(async () => expect(await account.told()).toEqual([sessionOf(own)]));
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

    const rung = await bells();
    await refresh(own).expect(401);
    expect(await bells()).toBe(rung);
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
  it('is for other services only, whose and when, each once however long the pages are', async () => {
    await request(service.url).get(STREAM).expect(404);
    await admin.get(STREAM).expect(404);
    const account = await Account.open('8');
    const own = [await account.logIn(), await account.logIn(), await account.logIn()];
    for (const tokens of own) await logOut(tokens).expect(204);
    await eventually(async () => expect(await account.told()).toEqual(own.map(sessionOf)));
    const whole = await pull();
    expect(whole).toContainEqual({
      kind: 'ended_session',
      id: sessionOf(own[0] as Tokens),
      accountId: account.id,
      endedAt: expect.any(String) as string,
    });
    for (const limit of [1, 2]) expect(await pull(limit)).toEqual(whole);
    await page({ after: `1:account:${account.id}` }).expect(400);
  });

  it('is also what died with the password; one that asked is not ended', async () => {
    const account = await Account.open('9');
    const [asking, other] = [await account.logIn(), await account.logIn()];
    await new Caller(service.url, asking.accessToken)
      .post('/v1/me/password', { current: password, new: 'two-lamps-below-the-shaft' })
      .expect(204);
    for (const dead of [asking, other]) await me(dead).expect(401);
    await eventually(async () => expect(await account.told()).toContain(sessionOf(other)));
    expect(await account.told()).not.toContain(sessionOf(asking));
    await me((await refresh(asking).expect(200)).body as Tokens).expect(200);
  });

  it.each(planModes)('comes by its index (%s)', async (mode) => {
    await database.query(
      `insert into sessions (account_id, expires_at, revoked_at)
       select account.id, now() + interval '1 day', case when each % 2 = 0 then now() - interval '1 day' end
       from accounts account cross join generate_series(1, 1000) each`,
    );
    await database.query(
      'update sessions set ended_xid = pg_current_xact_id() where ended_xid is null and revoked_at is not null',
    );
    const nodes = await planNodes(database, mode, endedSessionChanges, [
      `'0'`,
      `'00000000-0000-0000-0000-000000000000'`,
      '10',
    ]);
    const read = nodes.filter((node) => node['Relation Name'] === 'sessions');
    expect(read.map((node) => node['Index Name'])).toEqual(['sessions_told']);
    expect(read[0]?.['Actual Rows']).toBeLessThanOrEqual(10);
  });

  it.each(planModes)('is looked up by an index of what has ended lately (%s)', async (mode) => {
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
