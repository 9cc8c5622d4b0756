import type { TestService } from '#libs/testing';
import { Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let people: Map<string, string>;
/** The secretaries of the two branches, and somebody who holds no office. */
let one: Caller;
let two: Caller;
let member: Caller;

const person = (number: string): string => people.get(number) ?? '';

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  people = await enrol(mine.admin, [
    { number: '1', name: '张伟', code: 'XZ-1' },
    { number: '2', name: '李娜', code: 'XZ-2', standing: '长病' },
    { number: '3', name: '王芳', code: 'XZ-1', kind: '预备党员' },
    { number: '4', name: '张敏', code: 'ZB-2' },
  ]);
  for (const [number, branch] of [
    ['1', mine.branches[0]],
    ['2', mine.branches[1]],
  ] as const)
    await mine.admin
      .post(`/v1/organizations/${branch}/offices`, {
        personId: person(number),
        title: 'secretary',
        startsOn: '2024-01-01',
      })
      .expect(201);
  one = await openAccount(mine.admin, person('1'), 'one');
  two = await openAccount(mine.admin, person('2'), 'two');
  member = await openAccount(mine.admin, person('3'), 'member');
});
afterAll(() => service.stop());

describe('a secretary', () => {
  it('sees the own branch and nothing of its sibling in any list, whatever the filter', async () => {
    const foreign = [
      mine.committee,
      mine.branches[1],
      mine.groups[1],
      person('2'),
      person('4'),
      '李娜',
      '张敏',
    ];
    const lists = [
      '/v1/organizations',
      `/v1/organizations?parentId=${mine.committee}`,
      `/v1/organizations?parentId=${mine.branches[1]}`,
      '/v1/members',
      `/v1/members?organizationId=${mine.committee}`,
      `/v1/members?organizationId=${mine.branches[1]}`,
      '/v1/members?q=%E5%BC%A0',
      `/v1/organizations/${mine.branches[0]}/offices`,
    ];
    for (const list of lists) {
      const text = JSON.stringify(
        (await one.all(list)).map((row) => ({ ...(row as object), parentId: null })),
      );
      for (const id of foreign) expect(text).not.toContain(id);
    }
    expect((await one.all<{ name: string }>('/v1/members')).map(({ name }) => name)).toEqual([
      '张伟',
      '王芳',
    ]);
    expect((await two.all<{ name: string }>('/v1/members')).map(({ name }) => name).sort()).toEqual(
      ['张敏', '李娜'].sort(),
    );
  });

  it('finds 404 where the sibling’s are, the same as where nothing is', async () => {
    const nothing = '0190a0b0-0000-7000-8000-000000000000';
    const problem = async (path: string): Promise<unknown> => {
      const { body } = await one.get(path).expect(404);
      return { ...(body as object), traceId: '' };
    };
    for (const [path, id] of [
      ['/v1/organizations/', mine.branches[1]],
      ['/v1/organizations/', mine.committee],
      ['/v1/members/', person('2')],
    ] as const)
      expect(await problem(path + id)).toEqual(await problem(path + nothing));
    await one.get(`/v1/organizations/${mine.branches[1]}/offices`).expect(404);
    await one.get(`/v1/organizations/${mine.branches[0]}`).expect(200);
    await one.get(`/v1/members/${person('3')}`).expect(200);
  });

  it('manages nothing', async () => {
    const office = { personId: person('1'), title: 'secretary', startsOn: '2026-01-01' };
    await one
      .post('/v1/organizations', {
        parentId: mine.branches[0],
        type: 'group',
        code: 'X',
        name: 'X',
        foundedOn: '2020-01-01',
      })
      .expect(403);
    await one.post(`/v1/organizations/${mine.branches[0]}/offices`, office).expect(403);
    await one.post('/v1/accounts', { personId: person('3'), username: 'x1' }).expect(403);
    await one.get('/v1/accounts').expect(403);
    await one.upload('dryRun=true', 'x').expect(403);
  });
});

describe('a member', () => {
  it('has what is the own, and nothing else', async () => {
    for (const path of [
      '/v1/members',
      `/v1/members/${person('1')}`,
      '/v1/organizations',
      `/v1/organizations/${mine.branches[0]}`,
    ])
      await member.get(path).expect(403);
    const { body } = await member.get('/v1/me').expect(200);
    expect(body).toMatchObject({
      username: 'member',
      person: {
        personId: person('3'),
        name: '王芳',
        memberships: [{ organizationId: mine.groups[0], memberKind: 'probationary' }],
      },
      roles: [{ role: 'member', organizationId: mine.groups[0] }],
    });
  });
});

describe('an administrator of one branch', () => {
  let local: Caller;

  beforeAll(async () => {
    const role = { role: 'administrator', organizationId: mine.branches[0] };
    const account = {
      personId: null,
      username: 'local',
      password: 'password-of-the-test',
      roles: [role],
    };
    await mine.admin.post('/v1/accounts', account).expect(201);
    local = await Caller.logIn(service.url, 'local');
  });

  it('founds, appoints and imports there, and nowhere else', async () => {
    const group = { type: 'group', code: 'XZ-9', name: '组', foundedOn: '2020-01-01' };
    await local.post('/v1/organizations', { ...group, parentId: mine.branches[1] }).expect(404);
    await local.post('/v1/organizations', { ...group, parentId: mine.branches[0] }).expect(201);
    const leader = { personId: person('3'), title: 'group_leader', startsOn: '2026-01-01' };
    await local.post(`/v1/organizations/${mine.groups[1]}/offices`, leader).expect(404);
    const stranger = { ...leader, personId: person('4') };
    await local.post(`/v1/organizations/${mine.groups[0]}/offices`, stranger).expect(404);
    await local.post(`/v1/organizations/${mine.groups[0]}/offices`, leader).expect(201);
    const csv =
      '姓名,公民身份号码,所在组织编码,党员类别,入党日期\n张三,11010519491231002X,XZ-2,正式党员,2012-07-01';
    expect((await local.imported('dryRun=true', csv)).report).toMatchObject({
      errors: [{ row: 2, code: 'organization_unknown' }],
    });
  });

  it('may not end an office of the sibling', async () => {
    const [office] = await two.all<{ id: string }>(`/v1/organizations/${mine.branches[1]}/offices`);
    await local.post(`/v1/offices/${office?.id ?? ''}/end`, { endsOn: '2026-01-01' }).expect(404);
  });

  it('gives and takes roles there, and touches no account that reaches further', async () => {
    const accounts = await mine.admin.all<{
      id: string;
      username: string;
      grants: { id: string }[];
    }>('/v1/accounts');
    const id = (username: string): string =>
      accounts.find((account) => account.username === username)?.id ?? '';
    const auditor = { role: 'auditor', organizationId: mine.branches[0] };
    const { body: grant } = await local
      .post(`/v1/accounts/${id('member')}/grants`, auditor)
      .expect(201);
    await member.get(`/v1/organizations/${mine.branches[0]}`).expect(200);
    await local.post(`/v1/grants/${(grant as { id: string }).id}/end`, {}).expect(200);
    await member.get(`/v1/organizations/${mine.branches[0]}`).expect(404);
    await local.post(`/v1/grants/${(grant as { id: string }).id}/end`, {}).expect(409);

    const further = { ...auditor, organizationId: mine.branches[1] };
    await local.post(`/v1/accounts/${id('member')}/grants`, further).expect(404);
    await local.post(`/v1/accounts/${id('two')}/grants`, auditor).expect(404);
    await local.post(`/v1/accounts/${id('two')}/disable`).expect(404);
    await local.post(`/v1/accounts/${id('admin')}/disable`).expect(404);
    await mine.admin.post(`/v1/accounts/${id('member')}/grants`, further).expect(201);
    expect(
      (await local.post(`/v1/accounts/${id('member')}/disable`).expect(403)).body,
    ).toMatchObject({
      code: 'accounts.beyond_scope',
    });
    const usernames = (await local.all<{ username: string }>('/v1/accounts')).map(
      ({ username }) => username,
    );
    expect(usernames).toEqual(['local', 'member', 'one']);
    expect(JSON.stringify(await local.all('/v1/accounts'))).not.toContain(mine.branches[1]);
  });

  it('makes no account for somebody who holds more than is administered here', async () => {
    const { personId } = (await local.all<{ personId: string }>('/v1/members'))[0] ?? {};
    expect(personId).toBe(person('1'));
    const csv =
      '工号,姓名,公民身份号码,所在组织编码,党员类别,入党日期\n77,孙丽,110105194912310038,XZ-1,正式党员,2012-07-01';
    await mine.admin.imported('dryRun=false', csv);
    const sun = (await mine.admin.all<{ personId: string; name: string }>('/v1/members')).find(
      ({ name }) => name === '孙丽',
    );
    const office = { personId: sun?.personId, title: 'secretary', startsOn: '2024-01-01' };
    await mine.admin.post(`/v1/organizations/${mine.committee}/offices`, office).expect(201);
    const account = { personId: sun?.personId, username: 'sunli' };
    expect((await local.post('/v1/accounts', account).expect(403)).body).toMatchObject({
      code: 'accounts.beyond_scope',
    });
    const { body } = await mine.admin.post('/v1/accounts', account).expect(201);
    expect((body as { initialPassword: string }).initialPassword).toMatch(
      /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/,
    );
    expect(
      (await mine.admin.post('/v1/accounts', { ...account, username: 'sunli2' }).expect(409)).body,
    ).toMatchObject({
      code: 'accounts.person_has_account',
    });
  });

  it('cannot shut itself out', async () => {
    const { body } = await local.get('/v1/me').expect(200);
    const { accountId } = body as { accountId: string };
    expect((await local.post(`/v1/accounts/${accountId}/disable`).expect(409)).body).toMatchObject({
      code: 'accounts.own_account',
    });
    const [own] = await local.all<{ id: string; grants: { id: string }[] }>('/v1/accounts');
    await local.post(`/v1/grants/${own?.grants[0]?.id ?? ''}/end`, {}).expect(409);
  });
});

describe('a look at another’s record', () => {
  it('is logged, one’s own is not', async () => {
    const admin = await service.database.admin('members');
    await admin.query('delete from looks');
    await one.get(`/v1/members/${person('3')}`).expect(200);
    await one.get(`/v1/members/${person('1')}`).expect(200);
    await one.get(`/v1/members/${person('2')}`).expect(404);
    const { rows } = await admin.query('select viewer_account_id, person_id, what from looks');
    const { body } = await one.get('/v1/me').expect(200);
    expect(rows).toEqual([
      {
        viewer_account_id: (body as { accountId: string }).accountId,
        person_id: person('3'),
        what: 'record',
      },
    ]);
  });
});
