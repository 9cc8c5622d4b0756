import type { TestService } from '#libs/testing';
import { ADMIN_PASSWORD, Caller, startMembers } from './members.harness.js';
import { rosterCsv } from './roster-csv.js';

let service: TestService;
let admin: Caller;
let root: string;

beforeAll(async () => {
  service = await startMembers();
  admin = await Caller.logIn(service.url, 'admin', ADMIN_PASSWORD);
});
afterAll(() => service.stop());

const body = {
  type: 'committee',
  parentId: null,
  code: 'DW',
  name: '五台煤矿党委',
  foundedOn: '1990-07-01',
};

describe('the root', () => {
  it('is founded by the first administrator, who sees and may do nothing else before', async () => {
    expect((await admin.get('/v1/organizations').expect(200)).body).toEqual({
      data: [],
      nextCursor: null,
    });
    await admin
      .post('/v1/organizations', { ...body, type: 'branch', category: 'office' })
      .expect(422);
    const made = await admin.post('/v1/organizations', body).expect(201);
    expect(made.body).toMatchObject({ ...body, category: null, dissolvedOn: null });
    root = (made.body as { id: string }).id;
    expect(made.headers['location']).toBe(`/v1/organizations/${root}`);
    await admin.get(`/v1/organizations/${root}`).expect(200);
    const me = await admin.get('/v1/me').expect(200);
    expect(me.body).toMatchObject({
      roles: [{ role: 'administrator', organizationId: root, endsOn: null }],
    });
  });

  it('is there once', async () => {
    const { body: problem } = await admin
      .post('/v1/organizations', { ...body, code: 'DW2' })
      .expect(409);
    expect(problem).toMatchObject({ code: 'organizations.root_exists' });
  });
});

describe('founding below', () => {
  it('keeps to the rules of the tree and points at what is wrong', async () => {
    const attempts = [
      [
        { ...body, code: 'a', type: 'group', parentId: root },
        422,
        'organizations.place_not_allowed',
        '/parentId',
      ],
      [{ ...body, code: 'b', type: 'branch', parentId: root }, 400, 'request.invalid', '/category'],
      [
        { ...body, code: 'DW', type: 'general_branch', parentId: root },
        409,
        'organizations.code_taken',
        '/code',
      ],
      [
        { ...body, code: 'c', parentId: '0190a0b0-0000-7000-8000-000000000000' },
        404,
        'organizations.not_found',
        '/parentId',
      ],
      [{ ...body, code: 'd e', parentId: root }, 400, 'request.invalid', '/code'],
      [
        { ...body, code: 'e', parentId: root, foundedOn: '2020-02-30' },
        400,
        'request.invalid',
        '/foundedOn',
      ],
      [{ ...body, code: 'f', parentId: root, path: '1/' }, 400, 'request.invalid', '/path'],
    ] as const;
    for (const [attempt, status, code, pointer] of attempts) {
      const { body: problem } = await admin.post('/v1/organizations', attempt).expect(status);
      expect(problem).toMatchObject({ code, errors: [{ pointer }] });
    }
    expect(await admin.all('/v1/organizations')).toHaveLength(1);
  });

  it('lists what there is in the order of the tree, page by page', async () => {
    const general = await admin.founded('general_branch', 'ZZ-1', root);
    const branch = await admin.founded('branch', 'ZB-1', general, 'auxiliary');
    const group = await admin.founded('group', 'XZ-1', branch);
    const second = await admin.founded('committee', 'DW-2', root);
    const ids = (list: { id: string }[]): string[] => list.map(({ id }) => id);
    expect(ids(await admin.all('/v1/organizations?limit=2'))).toEqual([
      root,
      general,
      branch,
      group,
      second,
    ]);
    expect(ids(await admin.all('/v1/organizations?type=committee'))).toEqual([root, second]);
    expect(ids(await admin.all(`/v1/organizations?parentId=${root}`))).toEqual([general, second]);
    const { body: shown } = await admin.get(`/v1/organizations/${group}`).expect(200);
    expect(shown).toMatchObject({ type: 'group', category: 'auxiliary', parentId: branch });
  });

  it('lets a line of its own begin below a committee, and go on below it', async () => {
    const league = {
      ...body,
      code: 'TW',
      name: '五台煤矿团委',
      parentId: root,
      line: 'youth_league',
    };
    const { body: founded } = await admin.post('/v1/organizations', league).expect(201);
    const below = { ...league, type: 'branch', code: 'TZB', category: 'production' };
    const parentId = (founded as { id: string }).id;
    const { body: refused } = await admin
      .post('/v1/organizations', { ...below, line: 'party', parentId })
      .expect(400);
    expect(refused).toMatchObject({ errors: [{ pointer: '/line', code: 'line' }] });
    const { line: _, ...unsaid } = below;
    const { body: branch } = await admin
      .post('/v1/organizations', { ...unsaid, parentId })
      .expect(201);
    expect(branch).toMatchObject({ line: 'youth_league' });
    const listed = await admin.all<{ line: string }>('/v1/organizations?line=youth_league');
    expect(listed.map(({ line }) => line)).toEqual(['youth_league', 'youth_league']);
    const roster = rosterCsv([{ number: 'L1', name: '张伟', code: 'TZB' }]);
    expect(await admin.imported('dryRun=true', roster)).toMatchObject({
      report: { errors: [expect.objectContaining({ code: 'organization_type' })] },
    });
  });

  it('makes two at once, of one code only one', async () => {
    const attempt = { ...body, code: 'RACE', parentId: root };
    const answers = await Promise.all(
      [1, 2, 3].map(() => admin.post('/v1/organizations', attempt)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});

describe('cursors', () => {
  it('are refused when tampered with, or used with another filter', async () => {
    const { body: page, headers } = await admin.get('/v1/organizations?limit=1').expect(200);
    const cursor = (page as { nextCursor: string }).nextCursor;
    expect(headers['link']).toContain(encodeURIComponent(cursor));
    const tampered = `${cursor.slice(0, 20)}${cursor[20] === 'A' ? 'B' : 'A'}${cursor.slice(21)}`;
    for (const query of [
      `limit=1&cursor=${tampered}`,
      `limit=1&type=branch&cursor=${cursor}`,
      'cursor=x',
    ]) {
      const { body: problem } = await admin.get(`/v1/organizations?${query}`).expect(400);
      expect(problem).toMatchObject({
        code: 'request.cursor_invalid',
        errors: [{ pointer: '?cursor' }],
      });
    }
  });
});
