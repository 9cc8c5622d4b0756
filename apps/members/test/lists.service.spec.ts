import fc from 'fast-check';
import type { Client } from 'pg';
import { planModes, planNodes, type TestService } from '#libs/testing';
import { type MemberSort, memberSorts } from '../src/people/dto/member.dto.js';
import { memberPage } from '../src/people/member-page.js';
import { type Caller, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

interface Member {
  readonly personId: string;
  readonly name: string;
  readonly employeeNumber: string | null;
}

describe('lists of members', () => {
  let service: TestService;
  let mine: SmallMine;
  let admin: Caller;
  let database: Client;
  let inserted = 0;

  /** Members straight into the tables, some of the same name and some without a number. */
  const insert = async (count: number, organizations: readonly string[]): Promise<void> => {
    await database.query(
      `with place as (
         select number, ($3::uuid[])[1 + number % cardinality($3::uuid[])] as organization_id, uuidv7() as id
         from generate_series($1::integer, $1 + $2 - 1) as number),
       person as (
         insert into people (id, root_id, employee_number, name, sex, born_on, citizen_number_sealed,
           citizen_number_index)
         select id, $4, case when number % 4 = 0 then null else 'N' || (number * 7919 % 100003) end,
           (array['张伟', '李娜', '王芳', '赵敏', '阿木', 'Zoe'])[1 + number * 31 % 6], '1', '1980-01-01', '\\x00',
           sha256(number::text::bytea)
         from place)
       insert into memberships (person_id, organization_id, kind, admitted_on, starts_on)
       select id, organization_id, 'full', '2000-01-01', '2000-01-01' from place`,
      [inserted, count, organizations, mine.committee],
    );
    inserted += count;
  };

  const pages = async (
    sort: MemberSort,
    options: { readonly limit: number; readonly between?: () => Promise<void> },
  ): Promise<Member[]> => {
    const found: Member[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const at: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const path = `/v1/members?sort=${sort}&limit=${options.limit}${at}`;
      const { body } = await admin.get(path).expect(200);
      const page = body as { data: Member[]; nextCursor: string | null };
      found.push(...page.data);
      cursor = page.nextCursor;
      await options.between?.();
    }
    return found;
  };

  beforeAll(async () => {
    service = await startMembers();
    mine = await smallMine(service.url);
    admin = mine.admin;
    database = await service.database.admin('members');
    await insert(120, [...mine.branches, ...mine.groups]);
  });
  afterAll(() => service.stop());

  it('are in the order asked for', async () => {
    const numbers = (await pages('employeeNumber', { limit: 50 })).map(
      ({ employeeNumber }) => employeeNumber ?? '',
    );
    expect(numbers).toEqual([...numbers].sort());
    expect(numbers.filter((number) => number === '')).toHaveLength(30);
    const names = (await pages('name', { limit: 50 })).map(({ name }) => name);
    // By pinyin, as a register is.
    expect([...new Set(names)]).toEqual(['阿木', '李娜', '王芳', '张伟', '赵敏', 'Zoe']);
  });

  it('concatenated while others are written are the list, each once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...memberSorts),
        fc.integer({ min: 7, max: 60 }),
        fc.integer({ min: 0, max: 3 }),
        async (sort, limit, writes) => {
          const before = await pages(sort, { limit: 200 });
          const known = new Set(before.map(({ personId }) => personId));
          const during = await pages(sort, {
            limit,
            between: async () => {
              if (writes === 0) return;
              await insert(writes, [...mine.groups]);
              // Touches what is listed, and not its place.
              await database.query(
                `update memberships set standing = 'floating' where random() < 0.05`,
              );
            },
          });
          const ids = during.map(({ personId }) => personId);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.filter((id) => known.has(id))).toEqual(before.map(({ personId }) => personId));
        },
      ),
      { numRuns: 10 },
    );
  });

  it('take a cursor back only for the same order, filter and caller', async () => {
    const { body } = await admin.get('/v1/members?sort=name&limit=1').expect(200);
    const { nextCursor } = body as { nextCursor: string };
    const cursor = encodeURIComponent(nextCursor);
    for (const query of [
      `cursor=${cursor}`,
      `sort=employeeNumber&cursor=${cursor}`,
      `sort=name&memberKind=full&cursor=${cursor}`,
      `sort=name&organizationId=${mine.committee}&cursor=${cursor}`,
      `sort=name&cursor=${nextCursor.startsWith('A') ? 'B' : 'A'}${cursor.slice(1)}`,
      `sort=name&cursor=${cursor}==`,
      `sort=name&cursor=${cursor}%20!`,
    ]) {
      const { body: problem } = await admin.get(`/v1/members?${query}`).expect(400);
      expect(problem).toMatchObject({ code: 'request.cursor_invalid' });
    }
    await admin.get(`/v1/members?sort=name&cursor=${cursor}`).expect(200);
    const { body: problem } = await admin.get('/v1/members?sort=-name').expect(400);
    expect(problem).toMatchObject({ code: 'request.invalid', errors: [{ pointer: '?sort' }] });
  });

  it.each(planModes)('in the order of the tree read one page by index (%s)', async (mode) => {
    const items = Array.from({ length: 100 }, (_, n) => ({
      parentId: mine.branches[1],
      type: 'group',
      code: `${mode}-${n}`,
      name: '组',
      foundedOn: '2020-01-01',
    }));
    const { body } = await admin.post('/v1/organizations/batch', { mode: 'atomic', items });
    const { results } = body as { results: { id: string }[] };
    await insert(
      5000,
      results.map(({ id }) => id),
    );
    const { rows } = await database.query<{ path: string }>(
      'select path from organizations where id = $1',
      [mine.committee],
    );
    const from = rows[0]?.path ?? '';
    const values = [
      `'{${from}}'`,
      `'{${from.slice(0, -1)}0}'`,
      `''`,
      `'00000000-0000-0000-0000-000000000000'`,
      'null',
      `'2026-01-01'`,
      'null',
      'null',
      'null',
      '51',
    ];
    const nodes = await planNodes(database, mode, memberPage('organization', 'today'), values);
    const reads = nodes.filter((node) => node['Relation Name'] === 'memberships');
    expect(reads).toHaveLength(1);
    expect(nodes.map((node) => node['Index Name'])).toContain('memberships_organization');
    const touched = (reads[0]?.['Actual Rows'] ?? 0) * (reads[0]?.['Actual Loops'] ?? 0);
    expect(touched).toBeGreaterThan(0);
    // Of the organization in which the page ends all may be read, of those behind it nothing.
    expect(touched).toBeLessThan(500);
  });
});
