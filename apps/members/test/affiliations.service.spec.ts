import { type PlanNode, planModes, planNodes, type TestService } from '#libs/testing';
import { peoplePage } from '../src/affiliations/affiliations.read-model.js';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { citizenNumber } from './roster-csv.js';
import { type SmallMine, smallMine } from './small-mine.js';

interface Listed {
  readonly personId: string;
  readonly name: string;
  readonly member: boolean;
  readonly line: string;
}

let service: TestService;
let mine: SmallMine;
let admin: Caller;
let union: string;
let league: string;
let people: Map<string, string>;
/** Manages the people of the union, and of nothing else. */
let officer: Caller;

const foundedLine = async (code: string, line: string): Promise<string> => {
  const body = { parentId: mine.committee, type: 'committee', code, name: `组织${code}`, line };
  const { body: made } = await admin
    .post('/v1/organizations', { ...body, foundedOn: '2000-01-01' })
    .expect(201);
  return (made as { id: string }).id;
};
const person = (rest: object = {}) => ({
  name: '钱进',
  citizenNumber: citizenNumber(),
  organizationId: union,
  ...rest,
});
const entered = async (rest: object = {}): Promise<string> => {
  const { body } = await admin.post('/v1/people', person(rest)).expect(201);
  return (body as { personId: string }).personId;
};
const namesOf = async (by: Caller, query: string): Promise<string[]> =>
  (await by.all<Listed>(`/v1/people?limit=2&${query}`)).map(({ name }) => name).sort();

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
  union = await foundedLine('GH', 'union');
  league = await foundedLine('TW', 'youth_league');
  people = await enrol(admin, [
    { number: '1', name: '张伟', code: 'XZ-1' },
    { number: '2', name: '李娜', code: 'XZ-2' },
  ]);
  const boss = await entered({ name: '工会主席' });
  officer = await openAccount(admin, boss, 'union-officer');
  const [account] = await admin.all<{ id: string }>(`/v1/accounts?personId=${boss}`);
  await admin
    .post(`/v1/accounts/${account?.id ?? ''}/grants`, {
      role: 'committee_officer',
      organizationId: union,
    })
    .expect(201);
});
afterAll(() => service.stop());

describe('somebody who is no member of the Party', () => {
  it('belongs to an organization of any line, and is seen and put right by those who answer for it', async () => {
    const made = await officer
      .post('/v1/people', person({ name: '出纳', politicalStatus: '13', startsOn: '2020-01-01' }))
      .expect(201);
    const { personId } = made.body as { personId: string };
    expect(made.headers['location']).toBe(`/v1/people/${personId}`);
    expect(made.body).toMatchObject({
      politicalStatus: '13',
      memberships: [],
      affiliations: [{ organizationId: union, startsOn: '2020-01-01', endsOn: null }],
      version: 1,
      warnings: [],
    });
    const { body, headers } = await officer.get(`/v1/people/${personId}`).expect(200);
    expect(body).toMatchObject({ name: '出纳' });
    const corrected = await officer
      .patch(`/v1/people/${personId}`, { politicalStatus: '03' }, headers['etag'] ?? '')
      .expect(200);
    expect(corrected.body).toMatchObject({ politicalStatus: '03', name: '出纳', version: 2 });
    const database = await service.database.admin('members');
    const { rows } = await database.query('select what from looks where person_id = $1', [
      personId,
    ]);
    expect(rows).toEqual([{ what: 'record' }, { what: 'record' }]);
  });

  it('is refused for what is wrong', async () => {
    const attempts = [
      [{ politicalStatus: '01' }, '/politicalStatus', 'isIn'],
      [{ startsOn: '2999-01-01' }, '/startsOn', 'future'],
      [{ citizenNumber: '110105194912310021' }, '/citizenNumber', 'check_character'],
      [{ memberKind: 'full' }, '/memberKind', 'unknown'],
    ] as const;
    for (const [wrong, pointer, code] of attempts)
      expect((await admin.post('/v1/people', person(wrong)).expect(400)).body).toMatchObject({
        errors: [{ pointer, code }],
      });
    await officer.post('/v1/people', person({ organizationId: league })).expect(404);
  });

  it('is on the books once, as a member is', async () => {
    const body = person({ organizationId: league });
    const { body: made } = await admin.post('/v1/people', body).expect(201);
    const existing = `/v1/people/${(made as { personId: string }).personId}`;
    const asMember = {
      name: body.name,
      citizenNumber: body.citizenNumber,
      organizationId: mine.groups[0],
      memberKind: 'full',
      admittedOn: '2012-07-01',
    };
    expect((await admin.post('/v1/members', asMember).expect(409)).body).toMatchObject({
      code: 'members.exists',
      existing,
    });
    const { body: hidden } = await officer
      .post('/v1/people', { ...body, organizationId: union })
      .expect(409);
    expect(hidden).not.toHaveProperty('existing');
  });

  it('is no member: not in their list, not under their address, in no count, told to nobody as one', async () => {
    const personId = await entered({ organizationId: mine.groups[0], name: '积极分子' });
    await admin.get(`/v1/members/${personId}`).expect(404);
    const { headers } = await admin.get(`/v1/people/${personId}`).expect(200);
    await admin.patch(`/v1/members/${personId}`, { name: 'X' }, headers['etag'] ?? '').expect(404);
    await admin.get(`/v1/members/${personId}/code`).expect(404);
    await admin.post(`/v1/members/${personId}/code/reissue`).expect(404);
    const members = await admin.all<Listed>('/v1/members');
    expect(members.map(({ name }) => name).sort()).toEqual(['张伟', '李娜']);
    const { body } = await admin.get(`/v1/organizations/${mine.branches[0]}/code`).expect(200);
    const { code } = body as { code: string };
    expect((await admin.post('/v1/scans', { code }).expect(200)).body).toMatchObject({
      organization: { memberCount: 1 },
    });
    const database = await service.database.admin('members');
    const { rows } = await database.query(
      `select kind from directory_feed where id = $1 or id in (select id from affiliations where person_id = $1)`,
      [personId],
    );
    expect(rows).toEqual([{ kind: 'person' }]);
  });

  it('may have an account, which gives no role', async () => {
    const personId = await entered({ name: '百姓' });
    const own = await openAccount(admin, personId, 'baixing');
    expect((await own.get('/v1/me').expect(200)).body).toMatchObject({
      person: { personId, affiliations: [{ organizationId: union }] },
      roles: [],
    });
    await own.get('/v1/people').expect(403);
    await own.get('/v1/me/code').expect(403);
  });
});

describe('the list of everybody', () => {
  it('has members and others, each once, in the order of the tree, by line, kind and name', async () => {
    const all = await admin.all<Listed>('/v1/people?limit=3');
    expect(new Set(all.map(({ personId }) => personId)).size).toBe(all.length);
    expect(
      all
        .filter(({ member }) => member)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['张伟', '李娜']);
    expect(await namesOf(admin, 'member=true')).toEqual(['张伟', '李娜']);
    expect(await namesOf(admin, 'member=false')).not.toContain('张伟');
    expect(await namesOf(admin, 'line=union')).toEqual(['出纳', '工会主席', '百姓']);
    expect(await namesOf(admin, `organizationId=${mine.branches[0]}`)).toEqual([
      '张伟',
      '积极分子',
    ]);
    expect(await namesOf(admin, 'search=ghzx')).toEqual(['工会主席']);
  });

  it('shows nothing beyond the scope', async () => {
    expect(await namesOf(officer, '')).toEqual(['出纳', '工会主席', '百姓']);
    expect(await namesOf(officer, `organizationId=${mine.committee}`)).toHaveLength(3);
    await officer.get(`/v1/people/${people.get('1') ?? ''}`).expect(404);
  });
});

describe('where somebody belongs', () => {
  it('changes from a day on, and who answered before no longer does', async () => {
    const personId = await entered({ name: '调动', startsOn: '2020-01-01' });
    const path = `/v1/people/${personId}/affiliations`;
    const move = { organizationId: league, startsOn: '2026-01-01' };
    await officer.post(path, move).expect(404);
    for (const [wrong, code] of [
      [{ ...move, startsOn: '2020-01-01' }, 'before_start'],
      [{ ...move, startsOn: '2999-01-01' }, 'future'],
    ] as const)
      expect((await admin.post(path, wrong).expect(400)).body).toMatchObject({
        errors: [{ pointer: '/startsOn', code }],
      });
    await officer.get(`/v1/people/${personId}`).expect(200);
    expect((await admin.post(path, move).expect(200)).body).toMatchObject({
      affiliations: [
        { organizationId: league, startsOn: '2026-01-01', endsOn: null },
        { organizationId: union, startsOn: '2020-01-01', endsOn: '2026-01-01' },
      ],
    });
    await officer.get(`/v1/people/${personId}`).expect(404);
  });

  it('ends, and the record stays where it was last', async () => {
    const personId = await entered({ name: '离开', startsOn: '2020-01-01' });
    const path = `/v1/people/${personId}/affiliations/end`;
    for (const [endsOn, code] of [
      ['2019-12-31', 'before_start'],
      ['2999-01-01', 'future'],
    ] as const)
      expect((await officer.post(path, { endsOn }).expect(400)).body).toMatchObject({
        errors: [{ pointer: '/endsOn', code }],
      });
    await officer.post(path, { endsOn: '2026-01-01' }).expect(200);
    expect((await officer.post(path, { endsOn: '2026-01-01' }).expect(409)).body).toMatchObject({
      code: 'people.not_affiliated',
    });
    await officer.get(`/v1/people/${personId}`).expect(200);
    expect(await namesOf(admin, 'member=false')).not.toContain('离开');
  });

  it('keeps an organization from being dissolved', async () => {
    const group = await admin.founded('group', 'XZ-3', mine.branches[0]);
    await entered({ organizationId: group, startsOn: '2020-01-01' });
    const { headers } = await admin.get(`/v1/organizations/${group}`).expect(200);
    const { body } = await admin
      .postTo(
        `/v1/organizations/${group}/dissolve`,
        { dissolvedOn: '2026-01-01' },
        headers['etag'] ?? '',
      )
      .expect(409);
    expect(body).toMatchObject({ code: 'organizations.not_empty', members: 1 });
  });
});

describe('an admission to the Party', () => {
  const admission = () => ({
    organizationId: mine.groups[0],
    memberKind: 'probationary',
    admittedOn: '2026-07-01',
  });

  it('makes a member of who is on the books, and takes the record to the branch', async () => {
    const personId = await entered({ name: '新党员', politicalStatus: '03' });
    await officer.post(`/v1/people/${personId}/admit`, admission()).expect(404);
    const { body } = await admin.post(`/v1/people/${personId}/admit`, admission()).expect(200);
    expect(body).toMatchObject({
      politicalStatus: '02',
      memberships: [{ memberKind: 'probationary', startsOn: '2026-07-01', endsOn: null }],
      affiliations: [{ organizationId: union, endsOn: null }],
    });
    await admin.get(`/v1/members/${personId}`).expect(200);
    await officer.get(`/v1/people/${personId}`).expect(404);
    const listed = await admin.all<Listed>('/v1/people');
    expect(listed.filter((one) => one.personId === personId)).toMatchObject([
      { member: true, line: 'party' },
    ]);
    for (const [path, again] of [
      ['admit', admission()],
      ['affiliations', { organizationId: league, startsOn: '2026-08-01' }],
    ] as const)
      expect(
        (await admin.post(`/v1/people/${personId}/${path}`, again).expect(409)).body,
      ).toMatchObject({
        code: 'memberships.open',
      });
  });

  it('follows the rules of a member entered by hand', async () => {
    const personId = await entered();
    const path = `/v1/people/${personId}/admit`;
    for (const [wrong, pointer] of [
      [{ organizationId: union }, '/organizationId'],
      [{ admittedOn: '2999-01-01' }, '/admittedOn'],
      [{ confirmedOn: '2026-08-01' }, '/confirmedOn'],
    ] as const)
      expect((await admin.post(path, { ...admission(), ...wrong }).expect(400)).body).toMatchObject(
        {
          errors: [{ pointer }],
        },
      );
  });

  it('happens once to two at once', async () => {
    const personId = await entered();
    const answers = await Promise.all(
      [1, 2, 3].map(() => admin.post(`/v1/people/${personId}/admit`, admission())),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });
});

it.each(planModes)('the list of everybody reads a page by index (%s)', async (mode) => {
  const database = await service.database.admin('members');
  await database.query(
    `with place as (insert into organizations (id, parent_id, root_id, type, line, code, name, label, path, founded_on)
       select uuidv7(), $1, $2, 'committee', 'union', $3 || number, '组', $3 || number,
         (select path from organizations where id = $1) || $3 || number || '/', '2000-01-01'
       from generate_series(1, 60) as number returning id, root_id),
     person as (insert into people (id, root_id, name, sex, born_on, citizen_number_sealed, citizen_number_index)
       select uuidv7(), place.root_id, '众', '1', '1980-01-01', '\\x00', sha256((place.id::text || number)::bytea)
       from place, generate_series(1, 50) as number returning id)
     insert into affiliations (person_id, organization_id, starts_on)
     select person.id, place.id, '2020-01-01' from
       (select id, row_number() over () as at from person) person
       join (select id, row_number() over () as at from place) place on place.at = 1 + (person.at - 1) / 50`,
    [union, mine.committee, mode === 'force_custom_plan' ? 'c' : 'g'],
  );
  const { rows } = await database.query<{ path: string }>(
    'select path from organizations where id = $1',
    [union],
  );
  const from = rows[0]?.path ?? '';
  const nodes = await planNodes(database, mode, peoplePage('everybody'), [
    `'{${from}}'`,
    `'{${from.slice(0, -1)}0}'`,
    `''`,
    `'00000000-0000-0000-0000-000000000000'`,
    ...['null', 'null', 'null', '51'],
  ]);
  const reads = nodes.filter((node) => node['Relation Name'] === 'affiliations');
  const touched = (node: PlanNode): number => node['Actual Rows'] * node['Actual Loops'];
  expect(nodes.map((node) => node['Index Name'])).toContain('affiliations_organization');
  expect(reads.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  const most = Math.max(...reads.map(touched));
  expect(most).toBeGreaterThan(0);
  // Of the organization in which the page ends all may be read, of those behind it nothing.
  expect(most).toBeLessThan(500);
});
