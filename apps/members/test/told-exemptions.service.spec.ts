import { Client } from 'pg';
import request from 'supertest';
import type { QueryRunner } from 'typeorm';
import { internalBearer } from '#libs/auth';
import { developmentSecret } from '#libs/config';
import { type DirectoryEntry, type DirectoryPage, directoryPageSchema } from '#libs/contracts';
import { eventually, planModes, planNodes, type TestService } from '#libs/testing';
import { exemptionChanges } from '../src/directory-feed/directory-feed.read-model.js';
import { ToldExemptions1796000400071 } from '../src/migrations/1796000400071-told-exemptions.js';
import { type Caller, enrol, startMembers } from './members.harness.js';
import { smallMine } from './small-mine.js';

const FEED = '/internal/v1/directory';
const STREAM = `${FEED}/exemptions`;
const decision = '五台煤矿党委批复〔2026〕5号';

let service: TestService;
let admin: Caller;
let database: Client;
let people: Map<string, string>;

beforeAll(async () => {
  service = await startMembers();
  database = await service.database.admin('members');
  const mine = await smallMine(service.url);
  admin = mine.admin;
  people = await enrol(
    admin,
    ['1', '2', '3', '4', '5'].map((number) => ({
      number,
      name: '张伟',
      code: 'XZ-1',
      ...(number === '3' && { kind: '预备党员' }),
    })),
  );
});
afterAll(() => service.stop());

const id = (number: string): string => people.get(number) ?? '';
const asked = (path: string, query: object) =>
  request(service.url)
    .get(path)
    .query(query)
    .set('authorization', internalBearer(developmentSecret));

async function page(after: string, limit = 1000, path = STREAM): Promise<DirectoryPage> {
  const { body } = await asked(path, { after, limit }).expect(200);
  return directoryPageSchema.parse(body);
}

/** All that is told behind a position, once what was committed before may be told. */
async function pull(
  after = '',
  { limit = 1000, path = STREAM } = {},
): Promise<{ entries: DirectoryEntry[]; cursor: string }> {
  const { rows } = await database.query<{ xid: string }>(
    'select pg_current_xact_id()::text as xid',
  );
  await eventually(async () => {
    const { horizon } = await page('', 1, path);
    if (BigInt(horizon) <= BigInt(rows[0]?.xid ?? 0)) throw new Error('not yet');
  });
  const entries: DirectoryEntry[] = [];
  for (let cursor = after; ;) {
    const next = await page(cursor, limit, path);
    entries.push(...next.entries);
    cursor = next.cursor;
    if (!next.more) return { entries, cursor };
  }
}

async function exempt(number: string, body: object = {}): Promise<string> {
  const path = `/v1/members/${id(number)}/exemptions`;
  const whole = {
    exemptsFrom: 'attendance',
    reason: 'long_sick',
    decision,
    startsOn: '2026-01-01',
    ...body,
  };
  return ((await admin.post(path, whole).expect(201)).body as { id: string }).id;
}
const end = (exemption: string, endsOn: string) =>
  admin.post(`/v1/exemptions/${exemption}/end`, { endsOn }).expect(200);

describe('what is told of exemptions', () => {
  it('is for other services only, and of cursors of its own', async () => {
    await request(service.url).get(STREAM).expect(404);
    await admin.get(STREAM).expect(404);
    const directory = await pull('', { path: FEED });
    expect((await asked(STREAM, { after: directory.cursor }).expect(400)).body).toMatchObject({
      code: 'request.cursor_invalid',
    });
    expect(await page('')).toMatchObject({ entries: [], cursor: '', more: false });
  });

  it('is whom and when, and never why, by whom or by which document; of attendance alone', async () => {
    const directory = await pull('', { path: FEED });
    const one = await exempt('1');
    await exempt('1', { exemptsFrom: 'vote_count', reason: 'bed_ridden' });
    const { entries, cursor } = await pull();
    expect(entries).toEqual([
      { kind: 'exemption', id: one, personId: id('1'), startsOn: '2026-01-01', endsOn: null },
    ]);
    expect((await asked(FEED, { after: cursor }).expect(400)).body).toMatchObject({
      code: 'request.cursor_invalid',
    });
    // Whoever reads the directory alone meets no kind that it may not know.
    expect(await pull(directory.cursor, { path: FEED })).toMatchObject({
      entries: [],
      cursor: directory.cursor,
    });
  });

  it('is nothing of a probation within the Party (留党察看): who is on it attends as before', async () => {
    const before = await pull();
    const directory = await pull('', { path: FEED });
    const { body } = await admin
      .post(`/v1/members/${id('4')}/party-probations`, {
        decidedOn: '2026-01-01',
        decision,
        startsOn: '2026-01-01',
        endsOn: '2027-01-01',
      })
      .expect(201);
    const path = `/v1/party-probations/${(body as { id: string }).id}/end`;
    await admin.post(path, { decidedOn: '2026-02-01', decision, endsOn: '2026-06-01' }).expect(200);
    expect((await pull(before.cursor)).entries).toEqual([]);
    expect((await pull(directory.cursor, { path: FEED })).entries).toEqual([]);
  });

  it('is told again as it stands, ended and withdrawn', async () => {
    const one = await exempt('2', { endsOn: '2026-12-01' });
    const first = await pull();
    await end(one, '2026-06-01');
    const ended = await pull(first.cursor);
    expect(ended.entries).toMatchObject([{ id: one, endsOn: '2026-06-01' }]);
    await end(one, '2026-01-01');
    const withdrawn = await pull(ended.cursor);
    expect(withdrawn.entries).toMatchObject([
      { id: one, startsOn: '2026-01-01', endsOn: '2026-01-01' },
    ]);
    const { entries } = await pull();
    expect(entries.filter((entry) => entry.id === one)).toEqual(withdrawn.entries);
  });

  it('ends with the membership', async () => {
    const one = await exempt('3', { startsOn: '2013-01-01' });
    const { cursor } = await pull();
    await admin
      .post(`/v1/members/${id('3')}/cancel-probation`, { decision, changedOn: '2013-07-01' })
      .expect(200);
    expect((await pull(cursor)).entries).toMatchObject([{ id: one, endsOn: '2013-07-01' }]);
  });

  it('comes in pages, which together are all of it, each once', async () => {
    await exempt('4');
    const whole = await pull();
    expect(whole.entries.length).toBeGreaterThan(3);
    for (const limit of [1, 2, 3]) expect(await pull('', { limit })).toEqual(whole);
    expect(await page(whole.cursor)).toMatchObject({ entries: [], cursor: whole.cursor });
  });

  it('passes by nothing that got its number early and was committed late', async () => {
    const connect = async (): Promise<Client> => {
      const connectionString = service.database.serviceUrl('members');
      const client = new Client({ connectionString, options: '-c search_path=members' });
      await client.connect();
      return client;
    };
    const [early, late] = [await connect(), await connect()];
    const { cursor } = await pull();
    const change = `update exemptions set ends_on = '2030-01-01'
      where person_id = $1 and exempts_from = 'attendance'`;
    await early.query('begin');
    await early.query(change, [id('1')]);
    await late.query(change, [id('4')]);
    expect(await page(cursor)).toMatchObject({ entries: [], cursor });
    await early.query('commit');
    expect((await pull(cursor)).entries).toMatchObject([
      { personId: id('1'), endsOn: '2030-01-01' },
      { personId: id('4'), endsOn: '2030-01-01' },
    ]);
    await early.end();
    await late.end();
  });

  it('rings the bell once for each that is granted or ended, and for none that is refused', async () => {
    const bells = async (): Promise<number> => {
      const { rows } = await database.query<{ count: number }>(
        "select count(*)::int from outbox where type = 'members.directory.changed'",
      );
      return rows[0]?.count ?? 0;
    };
    const before = await bells();
    const one = await exempt('5');
    expect(await bells()).toBe(before + 1);
    await admin
      .post(`/v1/members/${id('5')}/exemptions`, {
        exemptsFrom: 'attendance',
        reason: 'long_sick',
        decision,
        startsOn: '2026-02-01',
      })
      .expect(409);
    expect(await bells()).toBe(before + 1);
    await end(one, '2026-06-01');
    expect(await bells()).toBe(before + 2);
  });

  it('has those too that were there before anything was told', async () => {
    const { entries, cursor } = await pull();
    await database.query(`
      drop trigger exemptions_changed on exemptions;
      drop function exemption_changed;
      alter table exemptions drop column xid`);
    await new ToldExemptions1796000400071().up({
      query: (text: string) => database.query(`begin; ${text}; commit`),
    } as unknown as QueryRunner);
    const byId = (a: DirectoryEntry, b: DirectoryEntry): number => (a.id < b.id ? -1 : 1);
    expect((await pull(cursor)).entries.sort(byId)).toEqual(entries.sort(byId));
    await end(await exempt('5', { startsOn: '2027-01-01' }), '2027-02-01');
    expect((await pull()).entries.at(-1)).toMatchObject({ endsOn: '2027-02-01' });
  });

  it.each(planModes)('is read by its index among many (%s)', async (mode) => {
    await database.query(
      `insert into exemptions (person_id, exempts_from, reason, decision, starts_on, ends_on, approved_by)
       select $1, 'attendance', 'long_sick', 'X', day, day + 1, (select id from accounts limit 1)
       from (select date '1950-01-01' + number + $2::int as day from generate_series(1, 5000) as number) days`,
      [id('5'), mode === 'force_custom_plan' ? 0 : 6000],
    );
    const nodes = await planNodes(database, mode, exemptionChanges, [
      `'1'`,
      `'00000000-0000-0000-0000-000000000000'`,
      '101',
    ]);
    const reads = nodes.filter((node) => node['Relation Name'] === 'exemptions');
    expect(reads.map((node) => node['Index Name'])).toEqual(['exemptions_told']);
    expect(reads[0]?.['Actual Rows']).toBeLessThanOrEqual(101);
  });
});
