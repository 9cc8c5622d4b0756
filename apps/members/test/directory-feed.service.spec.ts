import { Client } from 'pg';
import request from 'supertest';
import { internalBearer } from '#libs/auth';
import { developmentSecret } from '#libs/config';
import { type DirectoryEntry, type DirectoryPage, directoryPageSchema } from '#libs/contracts';
import { eventually, type TestService } from '#libs/testing';
import { enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let people: Map<string, string>;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  people = await enrol(mine.admin, [
    { number: '1', name: '张伟', code: 'XZ-1' },
    { number: '2', name: '李娜', code: 'XZ-2' },
  ]);
});
afterAll(() => service.stop());

async function page(after: string, limit = 1000): Promise<DirectoryPage> {
  const { body } = await request(service.url)
    .get('/internal/v1/directory')
    .query({ after, limit })
    .set('authorization', internalBearer(developmentSecret))
    .expect(200);
  return directoryPageSchema.parse(body);
}

async function pull(
  after = '',
  limit = 1000,
): Promise<{ entries: DirectoryEntry[]; cursor: string; horizon: string }> {
  const entries: DirectoryEntry[] = [];
  for (let cursor = after; ;) {
    const next = await page(cursor, limit);
    entries.push(...next.entries);
    cursor = next.cursor;
    if (!next.more) return { entries, cursor, horizon: next.horizon };
  }
}

/** Waits until what was committed before is told: transactions of others on the same servers may hold it back. */
async function settled(): Promise<void> {
  const admin = await service.database.admin('members');
  const { rows } = await admin.query<{ xid: string }>('select pg_current_xact_id()::text as xid');
  await eventually(async () => {
    const { horizon } = await page('', 1);
    if (BigInt(horizon) <= BigInt(rows[0]?.xid ?? 0)) throw new Error('not yet');
  });
}

async function pullSettled(after = ''): ReturnType<typeof pull> {
  await settled();
  return pull(after);
}

const key = ({ kind, id }: DirectoryEntry): string => `${kind}:${id}`;
const person = (number: string): string => people.get(number) ?? '';

const opened: Client[] = [];
afterEach(async () => {
  for (const client of opened.splice(0)) await client.end();
});

/** Two connections of their own, as transactions that meet need them. */
async function connections(): Promise<[Client, Client]> {
  const connect = async (): Promise<Client> => {
    const connectionString = service.database.serviceUrl('members');
    const client = new Client({ connectionString, options: '-c search_path=members' });
    await client.connect();
    opened.push(client);
    return client;
  };
  return [await connect(), await connect()];
}

describe('the directory feed', () => {
  it('is for other services only', async () => {
    await request(service.url).get('/internal/v1/directory').expect(404);
    await mine.admin.get('/internal/v1/directory').expect(404);
  });

  it('refuses what is no cursor, and pages too long', async () => {
    const get = (query: object) =>
      request(service.url)
        .get('/internal/v1/directory')
        .query(query)
        .set('authorization', internalBearer(developmentSecret));
    expect((await get({ after: 'x' }).expect(400)).body).toMatchObject({
      code: 'request.cursor_invalid',
    });
    await get({ limit: 5001 }).expect(400);
  });

  it('tells everything there is, each entry once, whatever the length of the pages', async () => {
    const whole = await pullSettled();
    expect(whole.entries.map(({ kind }) => kind).sort()).toEqual([
      ...Array<string>(1).fill('account'),
      ...Array<string>(2).fill('membership'),
      ...Array<string>(5).fill('organization'),
      ...Array<string>(2).fill('person'),
    ]);
    for (const limit of [1, 2, 3, 7])
      expect((await pull('', limit)).entries).toEqual(whole.entries);
    expect(await page(whole.cursor)).toMatchObject({
      entries: [],
      cursor: whole.cursor,
      more: false,
    });
    const admin = await service.database.admin('members');
    const { rows } = await admin.query<{ path: string }>(
      "select path from organizations where code = 'XZ-1'",
    );
    expect(whole.entries).toContainEqual({
      kind: 'organization',
      id: mine.groups[0],
      parentId: mine.branches[0],
      type: 'group',
      category: 'production',
      line: 'party',
      code: 'XZ-1',
      name: '组织XZ-1',
      path: rows[0]?.path,
      foundedOn: '2000-01-01',
      dissolvedOn: null,
    });
  });

  it('tells a change, once, as it is now, with the roles that follow from it', async () => {
    await openAccount(mine.admin, person('1'), 'zhangwei');
    const { cursor } = await pullSettled();
    const office = { personId: person('1'), title: 'secretary', startsOn: '2024-01-01' };
    const path = `/v1/organizations/${mine.branches[0]}/offices`;
    const { body } = await mine.admin.post(path, office).expect(201);
    await mine.admin
      .post(`/v1/offices/${(body as { id: string }).id}/end`, { endsOn: '2025-01-01' })
      .expect(200);
    const { entries } = await pullSettled(cursor);
    expect(entries).toEqual([
      {
        kind: 'account',
        id: expect.any(String) as string,
        personId: person('1'),
        disabled: false,
        tokensValidFrom: expect.any(String) as string,
        grants: expect.arrayContaining([
          { role: 'member', organizationId: mine.groups[0], startsOn: '2012-07-01', endsOn: null },
          {
            role: 'branch_secretary',
            organizationId: mine.branches[0],
            startsOn: '2024-01-01',
            endsOn: '2025-01-01',
          },
        ]) as unknown[],
      },
    ]);
  });

  it('does not pass by a change that got its number early and was committed late', async () => {
    const [early, late] = await connections();
    const { cursor } = await pullSettled();
    const rename = 'update people set name = $2 where id = $1';
    await early.query('begin');
    await early.query(rename, [person('1'), '早']);
    await late.query('begin');
    await late.query(rename, [person('2'), '晚']);
    await late.query('commit');

    // The later one is held back, for the earlier one may still come before it.
    const between = await pull(cursor);
    expect(between).toMatchObject({ entries: [], cursor });
    await early.query('commit');
    const { entries } = await pullSettled(between.cursor);
    expect(entries).toEqual([
      { kind: 'person', id: person('1'), name: '早' },
      { kind: 'person', id: person('2'), name: '晚' },
    ]);
  });

  it('has told everything below its horizon', async () => {
    const [writer, reader] = await connections();
    await writer.query('begin');
    await writer.query('update people set name = $2 where id = $1', [person('1'), '早晚']);
    const { rows } = await writer.query<{ xid: string }>(
      'select pg_current_xact_id()::text as xid',
    );
    const xid = BigInt(rows[0]?.xid ?? 0);
    expect(BigInt((await pull()).horizon)).toBeLessThanOrEqual(xid);
    await writer.query('commit');
    await eventually(async () => {
      expect(BigInt((await pull()).horizon)).toBeGreaterThan(xid);
    });
    const { rows: position } = await reader.query<{ xid: string }>(
      'select max(xid::text::bigint) as xid from directory_feed',
    );
    const { body } = await request(service.url)
      .post('/v1/auth/login')
      .send({ username: 'zhangwei', password: 'password-of-the-test' });
    const [, claims = ''] = (body as { accessToken: string }).accessToken.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      dir: String(position[0]?.xid),
    });
  });

  it('ends, replayed while things change, where a pull from nothing ends', async () => {
    const copy = new Map<string, DirectoryEntry>();
    let cursor = '';
    const follow = async (limit: number): Promise<void> => {
      const next = await page(cursor, limit);
      for (const entry of next.entries) copy.set(key(entry), entry);
      cursor = next.cursor;
    };
    const [writer] = await connections();
    for (let i = 0; i < 12; i++) {
      await follow(2);
      await writer.query('update people set name = $2 where id = $1', [
        person(i % 2 ? '1' : '2'),
        `改名${i}`,
      ]);
      if (i % 4 === 0) await mine.admin.founded('group', `XZ-N${i}`, mine.branches[0]);
    }
    await eventually(async () => {
      await follow(2);
      const { entries } = await pullSettled();
      expect(new Map(copy)).toEqual(new Map(entries.map((entry) => [key(entry), entry])));
    });
  });

  it('says nothing of what does not concern it', async () => {
    const { cursor } = await pullSettled();
    await request(service.url)
      .post('/v1/auth/login')
      .send({ username: 'admin', password: 'wrong-password' })
      .expect(401);
    const [writer] = await connections();
    await writer.query("update people set education = '21'");
    await writer.query("update accounts set password_hash = 'x' where username = 'zhangwei'");
    expect((await pullSettled(cursor)).entries).toEqual([]);
  });

  it('rings the bell once for every transaction that changes it', async () => {
    const [admin] = await connections();
    const bells = async (): Promise<number> => {
      const { rows } = await admin.query<{ count: string }>(
        "select count(*) from outbox where type = 'members.directory.changed'",
      );
      return Number(rows[0]?.count);
    };
    const before = await bells();
    await enrol(mine.admin, []).catch(() => undefined);
    expect(await bells()).toBe(before);
    await mine.admin.founded('group', 'XZ-B', mine.branches[1]);
    expect(await bells()).toBe(before + 1);
    const account = {
      personId: person('2'),
      username: 'lina',
      roles: [{ role: 'auditor', organizationId: mine.branches[1] }],
    };
    await mine.admin.post('/v1/accounts', account).expect(201);
    expect(await bells()).toBe(before + 2);
  });
});
