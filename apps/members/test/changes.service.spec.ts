import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { eventually, type TestService } from '#libs/testing';
import { type Caller, startMembers } from './members.harness.js';
import { citizenNumber, rosterCsv } from './roster-csv.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let admin: Caller;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
});
afterAll(() => service.stop());

const rows = async (text: string, values: unknown[] = []): Promise<number> => {
  const database = await service.database.admin('members');
  return (await database.query(text, values)).rowCount ?? -1;
};

describe('an organization', () => {
  const path = (): string => `/v1/organizations/${mine.branches[0]}`;
  const read = async (): Promise<{ etag: string; body: Record<string, unknown> }> => {
    const { headers, body } = await admin.get(path()).expect(200);
    return { etag: headers['etag'] ?? '', body: body as Record<string, unknown> };
  };

  it('is answered 304 to who knows it', async () => {
    const { etag } = await read();
    expect(etag).toMatch(/^"1-[\w-]{12}"$/);
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const answer = await admin.get(path()).set('if-none-match', known);
      expect([known, answer.status, answer.text]).toEqual([known, 304, '']);
      expect(answer.headers['etag']).toBe(etag);
    }
    await admin.get(path()).set('if-none-match', '"1-somethingelse"').expect(200);
  });

  it('is changed by one of two who have read it', async () => {
    const { etag, body } = await read();
    const answers = await Promise.all(
      ['改名甲', '改名乙'].map((name) => admin.patch(path(), { name }, etag)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const done = answers.find(({ status }) => status === 200);
    const late = answers.find(({ status }) => status === 412);
    expect(late?.body).toMatchObject({ code: 'request.precondition_failed' });
    const now = await read();
    expect(now.body).toEqual({ ...body, name: (done?.body as { name: string }).name, version: 2 });
    expect(done?.headers['etag']).toBe(now.etag);
    expect(done?.body).toEqual(now.body);
  });

  it('is told to the other services when it changes, and only then', async () => {
    const bells = (): Promise<number> =>
      rows(`select from outbox where type = 'members.directory.changed'`);
    const before = await bells();
    const { etag, body } = await read();
    const same = await admin.patch(path(), {}, etag).expect(200);
    expect([same.body, same.headers['etag']]).toEqual([body, etag]);
    expect(await bells()).toBe(before);
    await admin.patch(path(), { code: 'ZB-1A' }, etag).expect(200);
    expect(await bells()).toBe(before + 1);
  });

  it('needs to have been read', async () => {
    const { etag } = await read();
    const answer = (header: string) => admin.patch(path(), { name: 'x' }, header);
    const { body: absent } = await request(service.url)
      .patch(path())
      .set('authorization', `Bearer ${admin.token}`)
      .send({ name: 'x' })
      .expect(428);
    expect(absent).toMatchObject({ code: 'request.precondition_required' });
    expect((await answer('*')).status).toBe(428);
    expect((await answer('1')).body).toMatchObject({
      status: 400,
      errors: [{ pointer: 'If-Match' }],
    });
    expect((await answer('"1-abc", "somebody-elses"')).status).toBe(412);
    expect((await answer(`"0-x", W/${etag}`)).status).toBe(200);
  });

  it('takes no field that is the server’s, none unknown, and no null', async () => {
    const { etag, body } = await read();
    for (const [change, pointer] of [
      [{ id: randomUUID() }, '/id'],
      [{ version: 9 }, '/version'],
      [{ createdAt: '2026-01-01T00:00:00Z' }, '/createdAt'],
      [{ path: '1/' }, '/path'],
      [{ parentId: mine.committee }, '/parentId'],
      [{ name: 'x', nonsense: 1 }, '/nonsense'],
      [{ name: null }, '/name'],
      [{ code: null }, '/code'],
    ] as const) {
      const { body: problem } = await admin.patch(path(), change, etag).expect(400);
      expect(problem).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
    }
    expect((await admin.patch(path(), { code: 'ZB-2' }, etag)).body).toMatchObject({
      status: 409,
      code: 'organizations.code_taken',
    });
    expect((await read()).body).toEqual(body);
  });
});

describe('a batch of organizations', () => {
  const group = (code: string, change: object = {}): object => ({
    parentId: mine.branches[0],
    type: 'group',
    code,
    name: `组 ${code}`,
    foundedOn: '2026-01-01',
    ...change,
  });
  const founded = (code: string): Promise<number> =>
    rows('select from organizations where code = $1', [code]);
  const batch = (mode: string, items: unknown[], key?: string) =>
    admin.post('/v1/organizations/batch', { mode, items }, key);
  const mixed = (prefix: string): object[] => [
    group(`${prefix}-1`),
    group(`${prefix} 2`),
    group('XZ-1'),
    group(`${prefix}-3`, { parentId: mine.committee }),
    group(`${prefix}-1`),
    group(`${prefix}-4`, { id: randomUUID() }),
    group(`${prefix}-5`, { parentId: null, type: 'committee' }),
    group(`${prefix}-6`, { parentId: mine.branches[1].toUpperCase() }),
  ];

  it('that is partial makes what is sound, and says what is wrong with the rest', async () => {
    const { body } = await batch('partial', mixed('P')).expect(200);
    const { made, refused, results } = body as {
      made: number;
      refused: number;
      results: {
        index: number;
        status: number;
        id?: string;
        problem?: { code: string; errors?: { pointer: string }[] };
      }[];
    };
    expect([made, refused]).toEqual([2, 6]);
    expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(
      results.map(({ status, problem }) => [
        status,
        problem?.code,
        problem?.errors?.map(({ pointer }) => pointer).join(),
      ]),
    ).toEqual([
      [201, undefined, undefined],
      [400, 'request.invalid', '/items/1/code'],
      [409, 'organizations.code_taken', '/items/2/code'],
      [422, 'organizations.place_not_allowed', '/items/3/parentId'],
      [409, 'organizations.code_taken', '/items/4/code'],
      [400, 'request.invalid', '/items/5/id'],
      [409, 'organizations.root_exists', undefined],
      [201, undefined, undefined],
    ]);
    const { body: shown } = await admin.get(`/v1/organizations/${results[0]?.id}`).expect(200);
    expect(shown).toMatchObject({ code: 'P-1', parentId: mine.branches[0], version: 1 });
    expect(await founded('P-1')).toBe(1);
  });

  it('that is atomic makes all or none', async () => {
    const before = await rows('select from organizations');
    const { body } = await batch('atomic', mixed('A')).expect(422);
    const { code, errors } = body as { code: string; errors: { pointer: string }[] };
    expect(code).toBe('batch.refused');
    expect(errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/items/1/code', '/items/2/code', '/items/3/parentId', '/items/6']),
    );
    expect(await rows('select from organizations')).toBe(before);
    const sound = await batch('atomic', [group('A-1'), group('A-2')]).expect(200);
    expect(sound.body).toMatchObject({ made: 2, refused: 0 });
  });

  it('has one effect with a key, and rings once', async () => {
    const key = randomUUID();
    const items = Array.from({ length: 1000 }, (_, n) => group(`K-${n}`));
    const bells = await rows('select from outbox');
    const first = await batch('atomic', items, key).expect(200);
    expect(await rows('select from outbox')).toBe(bells + 1);
    const again = await batch('atomic', items, key).expect(200);
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await rows(`select from organizations where code like 'K-%'`)).toBe(1000);
  });

  it.each<[string, () => object, string]>([
    ['no mode', () => ({ items: [group('X')] }), '/mode'],
    ['another mode', () => ({ mode: 'some', items: [group('X')] }), '/mode'],
    ['no items', () => ({ mode: 'atomic' }), '/items'],
    ['none at all', () => ({ mode: 'atomic', items: [] }), '/items'],
    ['what is no item', () => ({ mode: 'atomic', items: [group('X'), 'x', null] }), '/items'],
    [
      'too many',
      () => ({ mode: 'atomic', items: Array.from({ length: 1001 }, () => ({})) }),
      '/items',
    ],
  ])('with %s is refused as a whole', async (_, body, pointer) => {
    const { body: problem } = await admin.post('/v1/organizations/batch', body()).expect(400);
    expect(problem).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
    expect(await founded('X')).toBe(0);
  });
});

describe('a key', () => {
  it('of an account whose password was made is known, and the password is not', async () => {
    const key = randomUUID();
    const body = {
      username: 'program',
      roles: [{ role: 'auditor', organizationId: mine.committee }],
    };
    const { body: made } = await admin.post('/v1/accounts', body, key).expect(201);
    expect((made as { initialPassword: string }).initialPassword).toMatch(/.{8}/);
    const again = await admin.post('/v1/accounts', body, key).expect(409);
    expect(again.body).toMatchObject({ code: 'idempotency.answer_not_kept' });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await rows(`select from accounts where username = 'program'`)).toBe(1);
    expect(
      await rows('select from idempotency_keys where key = $1 and answer is null', [key]),
    ).toBe(1);
    const chosen = { ...body, username: 'program-2', password: 'a-password-of-its-own' };
    const first = await admin.post('/v1/accounts', chosen, 'chosen').expect(201);
    expect((await admin.post('/v1/accounts', chosen, 'chosen').expect(201)).text).toBe(first.text);
  });

  it('is required of a roster that is written, and bound to its bytes', async () => {
    const roster = (name: string): string =>
      rosterCsv([{ number: name, name, code: 'XZ-2', citizenNumber: citizenNumber() }]);
    const upload = (content: string, key?: string, dryRun = 'false') => {
      const sending = request(service.url)
        .post(`/v1/roster-imports?dryRun=${dryRun}`)
        .set('authorization', `Bearer ${admin.token}`);
      if (key !== undefined) void sending.set('idempotency-key', key);
      return sending.attach('file', Buffer.from(content), 'roster.csv');
    };
    const bytes = roster('甲');
    const { body: problem } = await upload(bytes).expect(400);
    expect(problem).toMatchObject({ code: 'idempotency.key_required' });
    await upload(bytes, undefined, 'true').expect(202);
    const first = await upload(bytes, 'roster').expect(202);
    const again = await upload(bytes, 'roster').expect(202);
    expect([again.text, again.headers['idempotency-replayed']]).toEqual([first.text, 'true']);
    await eventually(async () => {
      expect(await rows('select from people')).toBe(1);
    });
    const { body: other } = await upload(roster('乙'), 'roster').expect(422);
    expect(other).toMatchObject({ code: 'idempotency.key_reused' });
    expect(await rows('select from people')).toBe(1);
  });

  it('of who logs in means nothing', async () => {
    const login = () =>
      request(service.url)
        .post('/v1/auth/login')
        .set('idempotency-key', 'same')
        .send({ username: 'program-2', password: 'a-password-of-its-own' })
        .expect(200);
    const [one, two] = [await login(), await login()];
    expect(two.headers['idempotency-replayed']).toBeUndefined();
    expect(one.text).not.toBe(two.text);
  });
});
