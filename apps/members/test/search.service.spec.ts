import type { Client } from 'pg';
import { eventually, planModes, planNodes, type TestService } from '#libs/testing';
import { peoplePage } from '../src/affiliations/affiliations.read-model.js';
import { memberPage } from '../src/people/member-page.js';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { citizenNumber } from './roster-csv.js';
import { type SmallMine, smallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let admin: Caller;
let people: Map<string, string>;
let secretary: Caller;
let database: Client;

const names = async (search: string, by: Caller = admin, list = 'members'): Promise<string[]> => {
  const path = `/v1/${list}?limit=2&search=${encodeURIComponent(search)}`;
  return (await by.all<{ name: string }>(path)).map(({ name }) => name).sort();
};

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
  database = await service.database.admin('members');
  people = await enrol(admin, [
    { number: 'WT100', name: '张三', code: 'XZ-1' },
    { number: 'WT101', name: '张三丰', code: 'XZ-2' },
    { number: 'wt200', name: '曾国强', code: 'XZ-1' },
    { number: '7', name: '单雄信', code: 'XZ-2' },
    { number: '8', name: '赵树理', code: 'ZB-1' },
    { number: '9', name: '吕布', code: 'ZB-1' },
  ]);
  await admin
    .post(`/v1/organizations/${mine.branches[0]}/offices`, {
      personId: people.get('WT100'),
      title: 'secretary',
      startsOn: '2024-01-01',
    })
    .expect(201);
  secretary = await openAccount(admin, people.get('WT100') ?? '', 'secretary');
});
afterAll(() => service.stop());

describe('a search for members', () => {
  it.each([
    ['张三', ['张三', '张三丰']],
    ['张 三丰', ['张三丰']],
    ['zhang san', ['张三', '张三丰']],
    ['ZhangSan', ['张三', '张三丰']],
    ['zs', ['张三', '张三丰', '赵树理']],
    ['ZSF', ['张三丰']],
    ['zsl', ['赵树理']],
    ['zeng', ['曾国强']],
    ['shan', ['单雄信']],
    ['dan', []],
    ['lv bu', ['吕布']],
    ['lü', ['吕布']],
    ['WT1', ['张三', '张三丰']],
    ['wt2', ['曾国强']],
    ['三', []],
    ['%', undefined],
    ['_', undefined],
  ])('%s finds %j', async (search, found) => {
    if (found) expect(await names(search)).toEqual([...found].sort());
    else
      expect(
        (await admin.get(`/v1/members?search=${encodeURIComponent(search)}`).expect(400)).body,
      ).toMatchObject({ errors: [{ pointer: '?search', code: 'matches' }] });
  });

  it('finds nobody beyond the scope', async () => {
    expect(await names('zs', secretary)).toEqual(['张三', '赵树理'].sort());
    expect(await names('shan', secretary)).toEqual([]);
    expect(await names('zs', secretary, 'people')).toEqual(['张三', '赵树理'].sort());
  });

  it('goes with order, day and filter, and its cursor with it alone', async () => {
    const of = async (query: string): Promise<string[]> =>
      (await admin.all<{ name: string }>(`/v1/members?search=z&${query}`)).map(({ name }) => name);
    expect(await of('sort=employeeNumber')).toEqual(['赵树理', '张三', '张三丰', '曾国强']);
    expect(await of(`organizationId=${mine.branches[1]}`)).toEqual(['张三丰']);
    expect(await of('on=2005-01-01')).toEqual([]);
    expect(await of('memberKind=probationary')).toEqual([]);
    const { body } = await admin.get('/v1/members?search=z&limit=1').expect(200);
    const cursor = encodeURIComponent((body as { nextCursor: string }).nextCursor);
    await admin.get(`/v1/members?search=zs&limit=1&cursor=${cursor}`).expect(400);
    await admin.get(`/v1/members?limit=1&cursor=${cursor}`).expect(400);
  });

  it('finds a corrected name by the new one only, and who was entered by hand', async () => {
    const body = {
      name: '仇英',
      citizenNumber: citizenNumber(),
      organizationId: mine.groups[0],
      memberKind: 'full',
      admittedOn: '2012-07-01',
    };
    const made = await admin.post('/v1/members', body).expect(201);
    expect(await names('qiu')).toEqual(['仇英']);
    const path = `/v1/members/${(made.body as { personId: string }).personId}`;
    await admin.patch(path, { name: '解缙' }, made.headers['etag'] ?? '').expect(200);
    expect([await names('qiu'), await names('xiejin')]).toEqual([[], ['解缙']]);
  });
});

it('everybody is found, members or not', async () => {
  const body = { name: '查良镛', citizenNumber: citizenNumber(), organizationId: mine.committee };
  await admin.post('/v1/people', body).expect(201);
  expect(await names('zha', admin, 'people')).toEqual(
    ['张三', '张三丰', '赵树理', '查良镛'].sort(),
  );
  expect(await names('zhaly', admin, 'people')).toEqual([]);
  expect(await names('zly', admin, 'people')).toEqual(['查良镛']);
  expect(await names('zly')).toEqual([]);
});

it('who was written before there was pinyin is found once the service has started', async () => {
  await database.query('update people set name_pinyin = null, name_initials = null');
  expect(await names('zhangsan')).toEqual([]);
  const before = await database.query('select count(*) from directory_feed');
  const again = await startMembers({}, service.database);
  try {
    await eventually(async () => {
      expect(await names('zhangsan')).toEqual(['张三', '张三丰']);
    });
  } finally {
    await again.stop();
  }
  const { rows } = await database.query(
    'select count(*)::integer as left from people where name_pinyin is null',
  );
  expect(rows).toEqual([{ left: 0 }]);
  expect((await database.query('select count(*) from directory_feed')).rows).toEqual(before.rows);
});

describe('among many', () => {
  it.each(planModes)('a search is read by its indexes (%s)', async (mode) => {
    const label = mode === 'force_custom_plan' ? 'c' : 'g';
    await database.query(
      `with person as (insert into people (id, root_id, employee_number, name, name_pinyin, name_initials, sex, born_on,
           citizen_number_sealed, citizen_number_index)
         select uuidv7(), $1, $3 || number, '众' || number, 'zhong' || number, 'z' || number, '1', '1980-01-01', '\\x00',
           sha256(($3 || number)::bytea)
         from generate_series(1, 10000) as number returning id)
       insert into memberships (person_id, organization_id, kind, admitted_on, starts_on)
       select id, $2, 'full', '2000-01-01', '2000-01-01' from person`,
      [mine.committee, mine.groups[1], label],
    );
    const { rows } = await database.query<{ path: string }>(
      'select path from organizations where id = $1',
      [mine.committee],
    );
    const from = rows[0]?.path ?? '';
    const position = [
      `'{${from}}'`,
      `'{${from.slice(0, -1)}0}'`,
      `''`,
      `'00000000-0000-0000-0000-000000000000'`,
    ];
    const bounds = [`'zhangs'`, `'zhangs\u{10FFFF}'`];
    const nodesOf = (statement: { readonly text: string }, filters: readonly string[]) =>
      planNodes(database, mode, statement, [...position, ...filters, '51', ...bounds]);
    const plans = [
      await nodesOf(memberPage('organization', 'today', 'searched'), [
        ...['null', `'2026-01-01'`, 'null', 'null', 'null'],
      ]),
      await nodesOf(peoplePage('searched'), ['null', 'null', 'null']),
    ];
    for (const nodes of plans) {
      const indexes = nodes.map((node) => node['Index Name']);
      for (const index of [
        'people_name',
        'people_name_key',
        'people_pinyin',
        'people_initials',
        'people_employee_number_key',
      ])
        expect(indexes).toContain(index);
      const whole = nodes.filter((node) => node['Node Type'] === 'Seq Scan');
      expect(whole.map((node) => node['Relation Name'])).not.toContain('people');
      expect(whole.map((node) => node['Relation Name'])).not.toContain('memberships');
    }
  });
});
