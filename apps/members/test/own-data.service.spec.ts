import { scan } from './codes.harness.js';
import { type Caller, enrol, openAccount } from './members.harness.js';
import { request, step, TransfersHarness, withLetter } from './transfers.harness.js';

let harness: TransfersHarness;
let people: Map<string, string>;
let own: Caller;

const DAY = '2040-03-15';
const PHONE = '13987654321';
const person = (number: string): string => people.get(number) ?? '';

beforeAll(async () => {
  harness = await TransfersHarness.start();
  people = await enrol(harness.admin, [
    { number: '1', name: '张伟', code: 'XZ-1', phone: PHONE },
    { number: '2', name: '李娜', code: 'XZ-1' },
    { number: '3', name: '王芳', code: 'XZ-1', kind: '预备党员', admittedOn: '2039-04-01' },
    { number: '4', name: '赵敏', code: 'XZ-1', kind: '预备党员', admittedOn: '2039-12-01' },
  ]);
  own = await openAccount(harness.admin, person('1'), 'zhangwei');
});
afterAll(() => harness.stop());

interface ToDo {
  readonly kind: string;
  readonly count: number;
  readonly firstOn: string;
  readonly href: string;
  readonly title: string;
}
const toDos = async (caller: Caller, language = 'zh-CN'): Promise<ToDo[]> => {
  const { body } = await caller.get('/v1/me/to-dos').set('accept-language', language).expect(200);
  return (body as { toDos: ToDo[] }).toDos;
};
const kinds = async (caller: Caller): Promise<string[]> =>
  (await toDos(caller)).map(({ kind }) => kind);

describe('to-dos', () => {
  it('are the probations that end within a month, and none beyond', async () => {
    const waiting = await toDos(harness.admin);
    expect(waiting).toEqual([
      {
        kind: 'probations_end',
        title: '预备期即将届满或已届满，待讨论转正',
        count: 1,
        firstOn: '2040-04-01',
        href: '/v1/probations',
      },
    ]);
    const listed = await harness.admin.all<{ endsOn: string }>('/v1/probations?until=2040-04-14');
    expect(listed.map(({ endsOn }) => endsOn)).toEqual(['2040-04-01']);
  });

  it('follow a transfer from the one to the other, and tell the member of the letter', async () => {
    expect(await toDos(own)).toEqual([]);
    const where = { toOrganizationId: harness.mine.groups[1] };
    const asked = await request(harness.admin, person('1'), where, DAY).expect(201);
    const { id } = asked.body as { id: string };
    expect(await kinds(harness.admin)).toContain('transfers_to_approve');
    await step(harness.admin, id, 'approve-out', DAY).expect(200);
    expect(await kinds(harness.admin)).toContain('letters_to_issue');
    await step(harness.admin, id, 'issue-letter', DAY).expect(200);
    expect(await kinds(harness.admin)).toEqual(
      expect.arrayContaining(['transfers_to_answer', 'probations_end']) as string[],
    );
    expect(await toDos(own, 'en')).toEqual([
      expect.objectContaining({
        kind: 'own_letter',
        title: 'Your letter of transfer is to be handed in',
        firstOn: '2040-06-15',
      }),
    ]);
    await step(harness.admin, id, 'reject', DAY, '岗位已满').expect(200);
    expect(await toDos(own)).toEqual([]);
    expect(await kinds(harness.admin)).toEqual(['probations_end']);
  });

  it('lead to lists that have as many', async () => {
    const { id } = await withLetter(
      harness.admin,
      person('2'),
      { toOrganizationId: harness.mine.groups[1] },
      DAY,
    );
    for (const { href, count, kind } of await toDos(harness.admin)) {
      if (kind === 'probations_end') continue;
      expect(await harness.admin.all(href)).toHaveLength(count);
    }
    await step(harness.admin, id, 'reject', DAY, '岗位已满').expect(200);
  });

  it('are nobody’s else: whoever manages another branch has none of these', async () => {
    const officer = await openAccount(harness.admin, person('4'), 'zhaomin');
    const { body } = await harness.admin.get('/v1/accounts?limit=200').expect(200);
    const account = (body as { data: { id: string; username: string }[] }).data.find(
      ({ username }) => username === 'zhaomin',
    );
    await harness.admin
      .post(`/v1/accounts/${account?.id}/grants`, {
        role: 'committee_officer',
        organizationId: harness.mine.branches[1],
      })
      .expect(201);
    expect(await toDos(officer)).toEqual([]);
  });
});

describe('one’s own data', () => {
  it('is all of it, nothing masked, with who looked and what was agreed', async () => {
    await own.post('/v1/me/consents', { fields: ['phone'] }).expect(204);
    await own.post('/v1/me/consents', { fields: [] }).expect(204);
    const { code } = (await own.get('/v1/me/code').expect(200)).body as { code: string };
    await harness.admin.get(`/v1/members/${person('1')}`).expect(200);
    await scan(harness.admin.url, undefined, code).expect(200);
    const { body, headers } = await own.get('/v1/me/data').expect(200);
    expect(headers['content-disposition']).toContain('attachment');
    expect(body).toMatchObject({
      username: 'zhangwei',
      record: {
        name: '张伟',
        phone: PHONE,
        citizenNumber: expect.stringMatching(/^\d{17}[\dX]$/) as string,
        memberships: [{ organizationName: '组织XZ-1' }],
      },
      membershipChanges: [],
      consents: [{ field: 'phone', withdrawnAt: expect.any(String) as string }],
      logins: [{ client: null }],
      codes: [{ revokedAt: null }],
      photo: null,
    });
    const { looks } = body as { looks: { what: string }[] };
    expect(looks.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['record', 'scan']) as string[],
    );
    // It is no look of somebody else.
    const { body: again } = await own.get('/v1/me/data').expect(200);
    expect((again as { looks: unknown[] }).looks).toHaveLength(looks.length);
  });

  it('is for whoever is somebody', async () => {
    await harness.admin.get('/v1/me/data').expect(403);
  });
});

describe('erasing what was given', () => {
  const erase = (...fields: string[]) => own.post('/v1/me/erasure', { fields });

  it('takes it from the record, from who was let see it, and from log-in', async () => {
    await own.post('/v1/me/consents', { fields: ['phone', 'political_birthday'] }).expect(204);
    const { body } = await erase('phone', 'address').expect(200);
    expect(body).toMatchObject({
      erased: ['phone'],
      kept: [{ part: 'record' }, { part: 'looks' }],
    });
    const { body: record } = await harness.admin.get(`/v1/members/${person('1')}`).expect(200);
    expect(record).toMatchObject({ phone: null, name: '张伟' });
    const { body: consents } = await own.get('/v1/me/consents').expect(200);
    expect(consents).toMatchObject({
      consents: [
        { field: 'phone', givenAt: null },
        { field: 'political_birthday', givenAt: expect.any(String) as string },
        { field: 'photo', givenAt: null },
      ],
    });
    const admin = await harness.service.database.admin('members');
    const { rows } = await admin.query(
      'select from people where id = $1 and (phone_sealed is not null or phone_index is not null)',
      [person('1')],
    );
    expect(rows).toHaveLength(0);
  });

  it('is nothing the second time', async () => {
    expect((await erase('phone').expect(200)).body).toMatchObject({ erased: [] });
  });

  it('is not for what the books need', async () => {
    const { body } = await erase('citizenNumber').expect(400);
    expect(body).toMatchObject({ errors: [{ pointer: '/fields', code: 'isIn' }] });
  });
});
