import { randomUUID } from 'node:crypto';
import type { TestService } from '#libs/testing';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { checkCharacter } from '../src/people/citizen-number.policy.js';
import { citizenNumber } from './roster-csv.js';
import { type SmallMine, smallMine } from './small-mine.js';

const SPECIMEN = '11010519491231002X';

let service: TestService;
let mine: SmallMine;
let admin: Caller;
let people: Map<string, string>;
/** Manages the members of the first branch, and of no other. */
let officer: Caller;

const id = (number: string): string => people.get(number) ?? '';
const member = (rest: object = {}) => ({
  name: '赵敏',
  citizenNumber: citizenNumber(),
  organizationId: mine.groups[0],
  memberKind: 'full',
  admittedOn: '2012-07-01',
  ...rest,
});

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
  people = await enrol(admin, [
    { number: 'A1', name: '张伟', code: 'XZ-1' },
    { number: 'A2', name: '李娜', code: 'XZ-2' },
  ]);
  officer = await openAccount(admin, id('A1'), 'officer');
  const [account] = await admin.all<{ id: string }>(`/v1/accounts?personId=${id('A1')}`);
  await admin
    .post(`/v1/accounts/${account?.id ?? ''}/grants`, {
      role: 'committee_officer',
      organizationId: mine.branches[0],
    })
    .expect(201);
});
afterAll(() => service.stop());

describe('a member entered by hand', () => {
  it('is on the books as from a roster, what is sealed masked', async () => {
    const body = member({
      citizenNumber: ' 11010519491231002x',
      employeeNumber: 'H1',
      ethnicity: '11',
      education: '21',
      phone: '+86 139 8765 4321',
      address: '山西省忻州市五台县某街道某小区12号',
      memberKind: 'probationary',
    });
    const made = await officer.post('/v1/members', body).expect(201);
    const { personId } = made.body as { personId: string };
    expect(made.headers['location']).toBe(`/v1/members/${personId}`);
    expect(made.body).toMatchObject({
      name: '赵敏',
      employeeNumber: 'H1',
      sex: '2',
      bornOn: '1949-12-31',
      citizenNumber: '1101**********002X',
      phone: '139****4321',
      address: '山西省忻州市****',
      version: 1,
      warnings: [],
      memberships: [
        {
          organizationId: mine.groups[0],
          memberKind: 'probationary',
          standing: 'regular',
          startsOn: '2012-07-01',
          endsOn: null,
        },
      ],
    });
    const read = await officer.get(`/v1/members/${personId}`).expect(200);
    const { warnings: _, ...record } = made.body as { warnings: unknown };
    expect(read.body).toEqual(record);
    const listed = await admin.all<{ personId: string }>('/v1/members?memberKind=probationary');
    expect(listed.map((one) => one.personId)).toEqual([personId]);
    const { rows } = await (
      await service.database.admin('members')
    ).query<{ row: string }>('select whole::text as row from people whole where id = $1', [
      personId,
    ]);
    for (const sealed of [SPECIMEN, '13987654321', '某街道'])
      for (const text of [sealed, Buffer.from(sealed).toString('hex')])
        expect(rows[0]?.row).not.toContain(text);
  });

  it('is told what the citizen number does not say, and kept all the same (GB 11643)', async () => {
    const odd = member({ citizenNumber: '110105198503120012', sex: '2', bornOn: '1985-03-13' });
    const { body } = await officer
      .post('/v1/members', { ...odd, admittedOn: '2001-07-01' })
      .set('accept-language', 'en')
      .expect(201);
    expect(body).toMatchObject({
      sex: '2',
      bornOn: '1985-03-13',
      warnings: [
        { pointer: '/bornOn', code: 'born_on_differs', message: 'differs from the citizen number' },
        { pointer: '/sex', code: 'sex_differs' },
        { pointer: '/admittedOn', code: 'under_age' },
      ],
    });
  });

  it('is refused for what is wrong, field by field, and nothing is written', async () => {
    const before = await admin.all('/v1/members');
    const attempts = [
      [{ citizenNumber: '110105194912310021' }, 400, '/citizenNumber', 'check_character'],
      [{ citizenNumber: '123' }, 400, '/citizenNumber', 'form'],
      [{ sex: '3' }, 400, '/sex', 'isIn'],
      [{ ethnicity: '57' }, 400, '/ethnicity', 'isIn'],
      [{ education: '24' }, 400, '/education', 'isIn'],
      [{ phone: 'abc' }, 400, '/phone', 'phone'],
      [{ name: ' 赵' }, 400, '/name', 'matches'],
      [{ name: null }, 400, '/name', 'null'],
      [{ admittedOn: '2999-01-01' }, 400, '/admittedOn', 'future'],
      [{ confirmedOn: '2012-06-30' }, 400, '/confirmedOn', 'before_admission'],
      [
        { memberKind: 'probationary', confirmedOn: '2013-07-01' },
        400,
        '/confirmedOn',
        'probationary_confirmed',
      ],
      [{ organizationId: mine.committee }, 400, '/organizationId', 'organization_type'],
      [{ organizationId: randomUUID() }, 404, '/organizationId', 'unknown_id'],
      [{ version: 7 }, 400, '/version', 'unknown'],
    ] as const;
    for (const [wrong, status, pointer, code] of attempts) {
      const { status: answered, body } = await admin.post('/v1/members', member(wrong));
      expect([answered, body]).toMatchObject([status, { errors: [{ pointer, code }] }]);
    }
    expect(await admin.all('/v1/members')).toEqual(before);
  });

  it('goes nowhere but where one manages members', async () => {
    const elsewhere = member({ organizationId: mine.groups[1] });
    const { body } = await officer.post('/v1/members', elsewhere).expect(404);
    expect(body).toMatchObject({ code: 'organizations.not_found' });
    const plain = await openAccount(admin, id('A2'), 'plain');
    await plain.post('/v1/members', member()).expect(403);
    const line = {
      parentId: mine.committee,
      type: 'branch',
      category: 'office',
      code: 'TZB',
      name: '团支部',
      foundedOn: '2000-01-01',
      line: 'youth_league',
    };
    const league = await admin.post('/v1/organizations', line).expect(201);
    const { id: organizationId } = league.body as { id: string };
    expect(
      (await admin.post('/v1/members', member({ organizationId })).expect(400)).body,
    ).toMatchObject({
      errors: [{ pointer: '/organizationId', code: 'organization_type' }],
    });
  });

  it('is entered once: who may see the record is told where it is', async () => {
    const first = member({ employeeNumber: 'ONCE', organizationId: mine.groups[1] });
    const { body: made } = await admin.post('/v1/members', first).expect(201);
    const existing = `/v1/members/${(made as { personId: string }).personId}`;
    const again = { ...first, employeeNumber: 'OTHER', organizationId: mine.groups[0] };
    expect((await admin.post('/v1/members', again).expect(409)).body).toMatchObject({
      code: 'members.exists',
      existing,
      errors: [{ pointer: '/citizenNumber', code: 'exists' }],
    });
    const number = { ...again, citizenNumber: citizenNumber(), employeeNumber: 'ONCE' };
    expect((await admin.post('/v1/members', number).expect(409)).body).toMatchObject({
      existing,
      errors: [{ pointer: '/employeeNumber', code: 'exists' }],
    });
    const { body: hidden } = await officer.post('/v1/members', again).expect(409);
    expect(hidden).toMatchObject({ code: 'members.exists' });
    expect(hidden).not.toHaveProperty('existing');
  });

  it('is made once by three at once', async () => {
    const body = member();
    const answers = await Promise.all([1, 2, 3].map(() => admin.post('/v1/members', body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('is told to the other services, with the account that the person gets', async () => {
    const { body } = await admin.post('/v1/members', member({ name: '新来的' })).expect(201);
    const { personId } = body as { personId: string };
    const { rows } = await (
      await service.database.admin('members')
    ).query(
      `select kind from directory_feed where id = $1
         or id in (select id from memberships where person_id = $1) order by kind`,
      [personId],
    );
    expect(rows).toEqual([{ kind: 'membership' }, { kind: 'person' }]);
  });
});

describe('a batch of members', () => {
  it('takes those that are sound, or none, and answers for each', async () => {
    const same = citizenNumber();
    const items = [
      member({ name: '甲' }),
      member({ citizenNumber: 'x' }),
      member({ name: '乙', citizenNumber: same }),
      member({ name: '丙', citizenNumber: same }),
      member({ name: '丁', citizenNumber: '110105198503120039', sex: '2' }),
      { ...member(), name: 7 },
    ];
    const before = await admin.all('/v1/members');
    const refused = await admin.post('/v1/members/batch', { mode: 'atomic', items }).expect(422);
    expect(refused.body).toMatchObject({ code: 'batch.refused', refused: 3 });
    expect(await admin.all('/v1/members')).toEqual(before);
    const { body } = await admin.post('/v1/members/batch', { mode: 'partial', items }).expect(200);
    const { results } = body as { results: { status: number; id?: string }[] };
    expect(body).toMatchObject({ made: 3, refused: 3 });
    expect(results.map(({ status }) => status)).toEqual([201, 400, 201, 409, 201, 400]);
    expect(results[1]).toMatchObject({
      problem: { errors: [{ pointer: '/items/1/citizenNumber', code: 'form' }] },
    });
    expect(results[3]).toMatchObject({
      problem: { code: 'members.exists', existing: `/v1/members/${results[2]?.id ?? ''}` },
    });
    expect(results[4]).toMatchObject({
      warnings: [{ pointer: '/items/4/sex', code: 'sex_differs' }],
    });
    expect(results[0]).not.toHaveProperty('warnings');
    expect(await admin.all('/v1/members')).toHaveLength(before.length + 3);
  });

  it('takes a thousand in as many statements as one', async () => {
    const one = member({ organizationId: mine.branches[1] });
    const items = Array.from({ length: 1000 }, (_, n) => {
      const digits = `11010519${String(60 + (n % 30))}0101${String(100 + Math.floor(n / 30)).padStart(3, '0')}`;
      return { ...one, name: `众${n}`, citizenNumber: digits + checkCharacter(digits) };
    });
    const { body } = await admin.post('/v1/members/batch', { mode: 'atomic', items }).expect(200);
    expect(body).toMatchObject({ made: 1000, refused: 0 });
  });
});

describe('a correction', () => {
  const made = async (rest: object = {}): Promise<{ path: string; tag: string; body: object }> => {
    const answer = await admin.post('/v1/members', member(rest)).expect(201);
    const { personId } = answer.body as { personId: string };
    const read = await admin.get(`/v1/members/${personId}`).expect(200);
    return {
      path: `/v1/members/${personId}`,
      tag: read.headers['etag'] ?? '',
      body: read.body as object,
    };
  };

  it('changes what is said, clears what is null, and leaves the rest', async () => {
    const { path, tag, body } = await made({
      phone: '13800000001',
      education: '21',
      address: '五台县某街道某号',
    });
    const change = { name: '赵明', phone: null, ethnicity: '02', employeeNumber: 'C1' };
    const corrected = await officer.patch(path, change, tag).expect(200);
    expect(corrected.body).toEqual({ ...body, ...change, version: 2, warnings: [] });
    const { warnings: _, ...record } = corrected.body as { warnings: unknown };
    expect((await admin.get(path).expect(200)).body).toEqual(record);
    const again = await officer.patch(path, change, corrected.headers['etag'] ?? '').expect(200);
    expect(again.body).toMatchObject({ version: 2 });
  });

  it('finds a phone by its new number only, and seals what it writes', async () => {
    const { path, tag } = await made({ phone: '13800000002' });
    await admin
      .patch(path, { phone: '13800000003', citizenNumber: citizenNumber() }, tag)
      .expect(200);
    expect((await admin.get(path).expect(200)).body).toMatchObject({ phone: '138****0003' });
  });

  it('answers the record, and so is a look at it', async () => {
    const { path, tag } = await made();
    const database = await service.database.admin('members');
    const looks = async (): Promise<number | undefined> => {
      const { rows } = await database.query<{ count: number }>(
        `select count(*)::integer as count from looks where person_id = $1 and what = 'record'`,
        [path.slice('/v1/members/'.length)],
      );
      return rows[0]?.count;
    };
    const before = (await looks()) ?? 0;
    await officer.patch(path, {}, tag).expect(200);
    expect(await looks()).toBe(before + 1);
    await officer.patch(path, {}, '"7"').expect(412);
    expect(await looks()).toBe(before + 1);
  });

  it('is refused when another came in between, without a version, and for what is wrong', async () => {
    const { path, tag } = await made();
    await admin.patch(path, { education: '30' }, tag).expect(200);
    await admin.patch(path, { education: '31' }, tag).expect(412);
    const fresh = (await admin.get(path)).headers['etag'] ?? '';
    const attempts = [
      [{ name: null }, '/name', 'null'],
      [{ citizenNumber: '110105194912310021' }, '/citizenNumber', 'check_character'],
      [{ bornOn: '2999-01-01' }, '/bornOn', 'future'],
      [{ memberKind: 'full' }, '/memberKind', 'unknown'],
      [{ organizationId: mine.groups[1] }, '/organizationId', 'unknown'],
    ] as const;
    for (const [wrong, pointer, code] of attempts)
      expect((await admin.patch(path, wrong, fresh).expect(400)).body).toMatchObject({
        errors: [{ pointer, code }],
      });
  });

  it('takes nobody else’s number', async () => {
    const other = await made({ employeeNumber: 'MINE' });
    const { path, tag } = await made();
    expect(
      (await admin.patch(path, { employeeNumber: 'MINE' }, tag).expect(409)).body,
    ).toMatchObject({
      code: 'members.exists',
      existing: other.path,
      errors: [{ pointer: '/employeeNumber' }],
    });
  });

  it('is made once by three at once', async () => {
    const { path, tag } = await made();
    const answers = await Promise.all(
      ['10', '20', '30'].map((education) => admin.patch(path, { education }, tag)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it('warns of what the citizen number does not say', async () => {
    const { path, tag } = await made({ citizenNumber: '110105198503120055' });
    const { body } = await admin.patch(path, { bornOn: '1985-03-13' }, tag).expect(200);
    expect(body).toMatchObject({
      bornOn: '1985-03-13',
      warnings: [{ pointer: '/bornOn', code: 'born_on_differs' }],
    });
  });

  it('is not for whom the record is not there, and tells the directory of names alone', async () => {
    const { path, tag } = await made({ organizationId: mine.groups[1] });
    await officer.patch(path, { name: '谁' }, tag).expect(404);
    const database = await service.database.admin('members');
    const personId = path.slice('/v1/members/'.length);
    const told = async (): Promise<string | undefined> => {
      const { rows } = await database.query<{ xid: string }>(
        'select xid::text from directory_feed where id = $1',
        [personId],
      );
      return rows[0]?.xid;
    };
    const before = await told();
    const { headers } = await admin.patch(path, { education: '30' }, tag).expect(200);
    expect(await told()).toBe(before);
    await admin.patch(path, { name: '改名' }, headers['etag'] ?? '').expect(200);
    expect(await told()).not.toBe(before);
  });
});
