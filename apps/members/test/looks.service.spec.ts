import type { Client } from 'pg';
import { planModes, planNodes, type TestService } from '#libs/testing';
import { looksPage } from '../src/me/me.read-model.js';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

interface Look {
  readonly id: string;
  readonly at: string;
  readonly what: string;
  readonly viewerName: string | null;
}

describe('who looked at my record', () => {
  let service: TestService;
  let mine: SmallMine;
  let database: Client;
  let people: Map<string, string>;
  let secretary: Caller;
  let member: Caller;

  const person = (number: string): string => people.get(number) ?? '';
  const looksOf = (who: Caller, query = ''): Promise<Look[]> =>
    who.all<Look>(`/v1/me/looks${query}`);
  const look = (who: Caller, number: string) =>
    who.get(`/v1/members/${person(number)}`).expect(200);

  beforeAll(async () => {
    service = await startMembers();
    mine = await smallMine(service.url);
    database = await service.database.admin('members');
    people = await enrol(
      mine.admin,
      ['张伟', '李娜', '王芳'].map((name, n) => ({ number: `${n + 1}`, name, code: 'XZ-1' })),
    );
    await mine.admin
      .post(`/v1/organizations/${mine.branches[0]}/offices`, {
        personId: person('1'),
        title: 'secretary',
        startsOn: '2024-01-01',
      })
      .expect(201);
    secretary = await openAccount(mine.admin, person('1'), 'secretary');
    member = await openAccount(mine.admin, person('2'), 'member');
  });
  beforeEach(() => database.query('delete from looks'));
  afterAll(() => service.stop());

  it('is told to me by name, the newest first, and by none where the account is nobody’s', async () => {
    expect(await looksOf(member)).toEqual([]);
    const before = Date.now();
    await look(secretary, '2');
    await look(mine.admin, '2');
    const looks = await looksOf(member);
    expect(looks).toMatchObject([
      { what: 'record', viewerName: null },
      { what: 'record', viewerName: '张伟' },
    ]);
    for (const { at } of looks) {
      expect(Date.parse(at)).toBeGreaterThanOrEqual(before - 1);
      expect(Date.parse(at)).toBeLessThanOrEqual(Date.now() + 1);
    }
  });

  it('is told to nobody else, whatever they may do there', async () => {
    await look(secretary, '2');
    await look(secretary, '3');
    expect(await looksOf(member)).toHaveLength(1);
    expect(await looksOf(secretary)).toEqual([]);
    // The administrator's account is no person's, and so has no record.
    expect(await looksOf(mine.admin)).toEqual([]);
    const { body } = await secretary.get(`/v1/me/looks?personId=${person('2')}`).expect(400);
    expect(body).toMatchObject({ code: 'request.invalid' });
  });

  it('is paged, each once, while others look', async () => {
    // Some at the same time and some within a millisecond, so that pages break among them.
    await database.query(
      `insert into looks (viewer_account_id, person_id, what, at)
       select uuidv7(), $1, 'record', now() - number / 3 * interval '1 microsecond' from generate_series(0, 19) as number`,
      [person('2')],
    );
    const whole = await looksOf(member);
    expect(whole).toHaveLength(20);
    const paged: Look[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path: string = `/v1/me/looks?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const { body } = await member.get(path).expect(200);
      const page = body as { data: Look[]; nextCursor: string | null };
      paged.push(...page.data);
      cursor = page.nextCursor;
      await Promise.all([look(secretary, '2'), look(mine.admin, '2')]);
    }
    expect(paged).toEqual(whole);
    expect(await looksOf(member, '?limit=4')).toHaveLength(40);
  });

  it('takes a cursor back only from whom it was given', async () => {
    for (let n = 0; n < 2; n += 1) {
      await look(mine.admin, '1');
      await look(mine.admin, '2');
    }
    const { body } = await member.get('/v1/me/looks?limit=1').expect(200);
    const cursor = encodeURIComponent((body as { nextCursor: string }).nextCursor);
    await member.get(`/v1/me/looks?cursor=${cursor}`).expect(200);
    const { body: problem } = await secretary.get(`/v1/me/looks?cursor=${cursor}`).expect(400);
    expect(problem).toMatchObject({ code: 'request.cursor_invalid' });
  });

  it.each(planModes)('is read by index, on any page (%s)', async (mode) => {
    await database.query(
      `insert into looks (viewer_account_id, person_id, what, at)
       select uuidv7(), ($1::uuid[])[1 + number % 3], 'record', now() - number * interval '1 microsecond'
       from generate_series(1, 9000) as number`,
      [[...people.values()]],
    );
    for (const at of [`'infinity'`, `now() - interval '5 milliseconds'`]) {
      const nodes = await planNodes(database, mode, looksPage, [
        `'${person('2')}'`,
        at,
        `'ffffffff-ffff-ffff-ffff-ffffffffffff'`,
        '51',
      ]);
      const [read] = nodes.filter((node) => node['Relation Name'] === 'looks');
      expect(read?.['Index Name']).toBe('looks_person');
      expect(read?.['Actual Rows']).toBeLessThan(100);
      expect(read?.['Rows Removed by Filter'] ?? 0).toBeLessThan(5);
    }
  });
});
