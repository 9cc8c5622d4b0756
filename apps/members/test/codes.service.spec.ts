import request from 'supertest';
import type { TestService } from '#libs/testing';
import { appoint, type CodeBody, decoded, scan } from './codes.harness.js';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let people: Map<string, string>;
/** The secretary of the first branch, an officer of the committee, a member of no office. */
let secretary: Caller;
let officer: Caller;
let member: Caller;

const person = (number: string): string => people.get(number) ?? '';

const code = async (caller: Caller, path: string): Promise<CodeBody> =>
  (await caller.get(path).expect(200)).body as CodeBody;
const scanStatus = async (written: string): Promise<number> =>
  (await scan(service.url, undefined, written)).status;

beforeAll(async () => {
  service = await startMembers({ PUBLIC_URL: 'https://dj.wutai.example/' });
  mine = await smallMine(service.url);
  people = await enrol(mine.admin, [
    { number: '1', name: '张伟', code: 'XZ-1' },
    { number: '2', name: '李娜', code: 'XZ-2' },
    { number: '3', name: '王芳', code: 'XZ-1' },
    { number: '4', name: '赵敏', code: 'XZ-1' },
  ]);
  await appoint(mine.admin, mine.branches[0], person('1'), 'secretary');
  await appoint(mine.admin, mine.committee, person('2'), 'deputy_secretary');
  secretary = await openAccount(mine.admin, person('1'), 'secretary');
  officer = await openAccount(mine.admin, person('2'), 'officer');
  member = await openAccount(mine.admin, person('3'), 'member');
});
afterAll(() => service.stop());

describe('a code', () => {
  it('is made the first time that somebody asks, and stays', async () => {
    const path = `/v1/members/${person('3')}/code`;
    const first = await code(secretary, path);
    expect(first.code).toMatch(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/);
    expect(first.url).toBe(`https://dj.wutai.example/q/${first.code}`);
    expect(await code(officer, path)).toEqual(first);
    expect(await code(member, '/v1/me/code')).toEqual(first);
    const branch = await code(secretary, `/v1/organizations/${mine.branches[0]}/code`);
    expect(branch.code).not.toBe(first.code);
  });

  it('is one, however many ask for the first time at once', async () => {
    const path = `/v1/members/${person('4')}/code`;
    const asked = await Promise.all(
      Array.from({ length: 12 }, (_, index) => code(index % 2 ? secretary : officer, path)),
    );
    expect(new Set(asked.map((one) => one.code)).size).toBe(1);
    const admin = await service.database.admin('members');
    const { rows } = await admin.query('select from codes where person_id = $1', [person('4')]);
    expect(rows).toHaveLength(1);
  });

  it('is seen by whoever may read members there, and by nobody else', async () => {
    for (const path of [`/v1/members/${person('2')}`, `/v1/organizations/${mine.branches[1]}`])
      for (const form of ['code', 'code.svg', 'code.png'])
        await secretary.get(`${path}/${form}`).expect(404);
    for (const path of [`/v1/members/${person('1')}`, `/v1/organizations/${mine.branches[0]}`])
      await member.get(`${path}/code`).expect(403);
    await request(service.url).get('/v1/me/code').expect(401);
    expect((await mine.admin.get('/v1/me/code').expect(403)).body).toMatchObject({
      code: 'auth.forbidden',
    });
  });

  it('is no look at the member when it is shown or printed', async () => {
    const admin = await service.database.admin('members');
    await admin.query('delete from looks');
    await code(secretary, `/v1/members/${person('3')}/code`);
    await secretary.get(`/v1/organizations/${mine.branches[0]}/code-sheet.pdf`).expect(200);
    expect((await admin.query('select from looks')).rowCount).toBe(0);
  });

  it('lies open in no table', async () => {
    const path = `/v1/members/${person('3')}/code`;
    await officer.post(`${path}/reissue`).expect(200);
    const { code: token } = await code(secretary, path);
    await secretary.post('/v1/scans', { code: token }).expect(200);
    const admin = await service.database.admin('members');
    const { rows: tables } = await admin.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'members'",
    );
    for (const { name } of tables) {
      const { rows } = await admin.query<{ row: string }>(`select t::text as row from "${name}" t`);
      if (name === 'codes') expect(rows.length).toBeGreaterThan(1);
      const all = rows.map(({ row }) => row).join();
      for (const text of [token, token.toUpperCase(), Buffer.from(token).toString('hex')])
        expect(all).not.toContain(text);
    }
  });

  it('is found by an index, and so is the one of a subject', async () => {
    const admin = await service.database.admin('members');
    await admin.query('begin');
    // On a handful of rows the planner would rather read them all.
    await admin.query('set local enable_seqscan = off');
    for (const [where, index] of [
      [`token_index = '\\x00'`, 'codes_token_index_key'],
      [`person_id = any('{${person('3')}}') and revoked_at is null`, 'codes_one_of_person'],
      [
        `organization_id = any('{${mine.committee}}') and revoked_at is null`,
        'codes_one_of_organization',
      ],
    ]) {
      const { rows } = await admin.query(`explain select from codes where ${where ?? ''}`);
      expect(JSON.stringify(rows)).toContain(index);
    }
    await admin.query('rollback');
  });
});

describe('a QR code', () => {
  it.each(['members', 'organizations', 'me'])('of %s holds the address', async (of) => {
    const path =
      {
        members: `members/${person('3')}`,
        organizations: `organizations/${mine.groups[0]}`,
        me: 'me',
      }[of] ?? '';
    const caller = of === 'me' ? member : secretary;
    const { url } = await code(caller, `/v1/${path}/code`);
    const png = await caller.get(`/v1/${path}/code.png`).responseType('blob').expect(200);
    expect(png.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'no-store' });
    expect(decoded(png.body as Buffer)).toBe(url);
    const svg = await caller.get(`/v1/${path}/code.svg`).responseType('blob').expect(200);
    expect(svg.headers['content-type']).toContain('image/svg+xml');
    expect((svg.body as Buffer).toString()).toMatch(/^<svg [^>]*viewBox="0 0 \d\d \d\d"/);
  });
});

describe('a reissue', () => {
  it('voids the printed code at once, and is seen by all', async () => {
    const path = `/v1/members/${person('3')}/code`;
    const before = await code(secretary, path);
    expect(await scanStatus(before.code)).toBe(200);
    const after = (await officer.post(`${path}/reissue`).expect(200)).body as CodeBody;
    expect(after.code).not.toBe(before.code);
    expect(await code(member, '/v1/me/code')).toEqual(after);
    expect([await scanStatus(before.code), await scanStatus(after.code)]).toEqual([404, 200]);
    const admin = await service.database.admin('members');
    const { rows } = await admin.query(
      `select revoked_at is not null as revoked, revoked_by = account.id as "byOfficer"
       from codes join accounts account on account.username = 'officer'
       where codes.person_id = $1 order by issued_at, codes.id`,
      [person('3')],
    );
    expect(rows.slice(-2)).toEqual([
      { revoked: true, byOfficer: true },
      { revoked: false, byOfficer: null },
    ]);
  });

  it('is done once for a key, and once after the other when several reissue', async () => {
    const path = `/v1/organizations/${mine.branches[0]}/code`;
    const key = crypto.randomUUID();
    const [one, again] = [
      await mine.admin.post(`${path}/reissue`, undefined, key).expect(200),
      await mine.admin.post(`${path}/reissue`, undefined, key).expect(200),
    ];
    expect(again.body).toEqual(one.body);
    const codes = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const { body } = await mine.admin.post(`${path}/reissue`).expect(200);
        return (body as CodeBody).code;
      }),
    );
    expect(new Set(codes).size).toBe(8);
    const { code: current } = await code(secretary, path);
    const valid = await Promise.all(codes.map(async (one_) => [one_, await scanStatus(one_)]));
    expect(valid.filter(([, status]) => status === 200)).toEqual([[current, 200]]);
  });

  it('is for those who manage: not for the secretary, nor for the member', async () => {
    for (const path of [`/v1/members/${person('3')}`, `/v1/organizations/${mine.branches[0]}`])
      for (const caller of [secretary, member])
        await caller.post(`${path}/code/reissue`).expect(403);
    const nobody = '0190a0b0-0000-7000-8000-000000000000';
    await officer.post(`/v1/members/${nobody}/code/reissue`).expect(404);
    await mine.admin.post(`/v1/organizations/${nobody}/code/reissue`).expect(404);
  });
});
