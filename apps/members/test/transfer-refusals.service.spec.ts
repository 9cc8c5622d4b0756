import type { Caller } from './members.harness.js';
import { outside, request, step, TransfersHarness, withLetter } from './transfers.harness.js';

let harness: TransfersHarness;
let admin: Caller;
let one: string;
let two: string;

const id = (number: string): string => harness.id(number);

beforeAll(async () => {
  harness = await TransfersHarness.start();
  admin = harness.admin;
  [one, two] = harness.mine.branches;
  await harness.enrol([
    ...['F', 'G', 'H'].map((number) => ({ number, name: '张伟', code: 'ZB-1' })),
    { number: 'P', name: '王芳', code: 'XZ-1', kind: '预备党员' },
    { number: 'Q', name: '王芳', code: 'XZ-1', kind: '预备党员' },
  ]);
});
afterAll(() => harness.stop());

describe('a transfer between branches', () => {
  it('says what is wrong with a request, and writes nothing', async () => {
    const unknown = '0190a0b0-0000-7000-8000-000000000000';
    const where = { toOrganizationId: two };
    const union = await admin.post('/v1/organizations', {
      parentId: harness.mine.committee,
      type: 'branch',
      category: 'office',
      line: 'union',
      code: 'GH',
      name: '工会',
      foundedOn: '2000-01-01',
    });
    for (const [person, to, day, status, problem] of [
      [unknown, where, '2040-03-05', 404, { code: 'members.not_found' }],
      [
        id('F'),
        { toOrganizationId: unknown },
        '2040-03-05',
        404,
        { code: 'organizations.not_found' },
      ],
      [
        id('F'),
        {},
        '2040-03-05',
        400,
        { errors: [{ pointer: '/toOrganizationId', code: 'needed' }] },
      ],
      [
        id('F'),
        { ...where, toOutside: outside },
        '2040-03-05',
        400,
        { errors: [{ code: 'needed' }] },
      ],
      [
        id('F'),
        { toOutside: { name: '' } },
        '2040-03-05',
        400,
        { errors: [{ pointer: '/toOutside/name' }] },
      ],
      [
        id('F'),
        where,
        '2040-03-16',
        400,
        { errors: [{ pointer: '/requestedOn', code: 'future' }] },
      ],
      [id('F'), where, '2012-06-30', 400, { errors: [{ code: 'before_admission' }] }],
      [
        id('F'),
        { toOrganizationId: one },
        '2040-03-05',
        422,
        { errors: [{ code: 'same_organization' }] },
      ],
      [
        id('F'),
        { toOrganizationId: harness.mine.committee },
        '2040-03-05',
        422,
        { errors: [{ code: 'organization_type' }] },
      ],
      [
        id('F'),
        { toOrganizationId: (union.body as { id: string }).id },
        '2040-03-05',
        422,
        { code: 'transfers.target_not_allowed' },
      ],
    ] as const) {
      const answer = await request(admin, person, to, day);
      expect([answer.status, answer.body]).toMatchObject([status, problem]);
    }
    await admin
      .post(`/v1/members/${id('P')}/cancel-probation`, { changedOn: '2013-01-01', decision: 'X' })
      .expect(200);
    expect((await request(admin, id('P'), where, '2040-03-05')).body).toMatchObject({
      code: 'memberships.none_open',
    });
    const database = await harness.service.database.admin('members');
    const { rows } = await database.query('select from transfers where person_id in ($1, $2)', [
      id('F'),
      id('P'),
    ]);
    expect(rows).toEqual([]);
  });

  it('takes what was decided meanwhile into account', async () => {
    const { id: transfer } = await withLetter(
      admin,
      id('G'),
      { toOrganizationId: two },
      '2040-03-01',
    );
    const sick = { standing: 'long_sick', changedOn: '2040-03-10', contactPersonId: id('F') };
    await admin.post(`/v1/members/${id('G')}/standing`, { ...sick, decision: 'X' }).expect(200);
    expect((await step(admin, transfer, 'accept', '2040-03-09')).body).toMatchObject({
      code: 'memberships.decided_since',
      decidedFrom: '2040-03-10',
    });
    await step(admin, transfer, 'accept', '2040-03-10').expect(200);
    expect((await admin.get(`/v1/members/${id('G')}`)).body).toMatchObject({
      memberships: [
        { organizationId: two, standing: 'long_sick', startsOn: '2040-03-10' },
        { organizationId: one, standing: 'regular', endsOn: '2040-03-10' },
      ],
    });
  });

  it('moves nobody who has ceased to be a member there', async () => {
    const { id: first } = await withLetter(admin, id('Q'), { toOrganizationId: two }, '2040-03-01');
    const cancel = { changedOn: '2040-03-02', decision: 'X' };
    await admin.post(`/v1/members/${id('Q')}/cancel-probation`, cancel).expect(200);
    expect((await step(admin, first, 'accept', '2040-03-03')).body).toMatchObject({
      code: 'memberships.none_open',
    });
    const { id: second } = await withLetter(
      admin,
      id('F'),
      { toOrganizationId: two },
      '2040-03-01',
    );
    const database = await harness.service.database.admin('members');
    const put = (place: string) =>
      database.query('update memberships set organization_id = $2 where person_id = $1', [
        id('F'),
        place,
      ]);
    await put(harness.mine.groups[1]);
    expect((await step(admin, second, 'accept', '2040-03-03')).body).toMatchObject({
      code: 'transfers.belongs_elsewhere',
    });
    await put(one);
    await step(admin, second, 'reject', '2040-03-03', '不再调动').expect(200);
  });

  it('is no more where it is to go once that is dissolved, and not before it was founded', async () => {
    const young = await admin.post('/v1/organizations', {
      parentId: two,
      type: 'group',
      category: 'retired',
      code: 'XZ-young',
      name: '新设党小组',
      foundedOn: '2040-03-10',
    });
    const toOrganizationId = (young.body as { id: string }).id;
    const { id: transfer } = await withLetter(admin, id('H'), { toOrganizationId }, '2040-03-05');
    expect((await step(admin, transfer, 'accept', '2040-03-09')).body).toMatchObject({
      errors: [{ pointer: '/doneOn', code: 'before_founding' }],
    });
    await admin
      .postTo(
        `/v1/organizations/${toOrganizationId}/dissolve`,
        { dissolvedOn: '2040-03-12' },
        young.headers['etag'] ?? '',
      )
      .expect(200);
    expect((await step(admin, transfer, 'accept', '2040-03-13')).body).toMatchObject({
      code: 'organizations.dissolved',
    });
    expect((await request(admin, id('F'), { toOrganizationId }, '2040-03-13')).body).toMatchObject({
      code: 'organizations.dissolved',
    });
    await step(admin, transfer, 'reject', '2040-03-13', '党小组已撤销').expect(200);
    expect(await harness.branchOn(id('H'), '2040-03-15')).toEqual([one]);
  });
});
