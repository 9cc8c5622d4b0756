import { appoint } from './codes.harness.js';
import { type Caller, enrol, openAccount } from './members.harness.js';
import {
  outside,
  request,
  step,
  type TransferBody,
  TransfersHarness,
  withLetter,
} from './transfers.harness.js';

let harness: TransfersHarness;
let admin: Caller;
let people: Map<string, string>;
let one: string;
let two: string;

const id = (number: string): string => people.get(number) ?? '';

beforeAll(async () => {
  harness = await TransfersHarness.start();
  admin = harness.admin;
  [one, two] = harness.mine.branches;
  people = await enrol(admin, [
    ...['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M'].map((number) => ({
      number,
      name: '张伟',
      code: 'ZB-1',
    })),
    { number: 'P', name: '王芳', code: 'XZ-1', kind: '预备党员' },
    { number: 'Q', name: '王芳', code: 'XZ-1', kind: '预备党员' },
    { number: 'S', name: '李娜', code: 'XZ-1', standing: '长病' },
    { number: 'V', name: '李娜', code: 'ZB-1', standing: '流动' },
  ]);
});
afterAll(() => harness.stop());

describe('a transfer between branches', () => {
  it('goes from the request to the acceptance, and the sending branch counts the member until then', async () => {
    const asked = await request(admin, id('A'), { toOrganizationId: two }, '2040-03-01');
    expect([asked.status, asked.body]).toMatchObject([
      201,
      { state: 'requested', fromOrganizationId: one, toOrganizationId: two, memberKind: 'full' },
    ]);
    const transfer = asked.body as TransferBody;
    expect(asked.headers['location']).toBe(`/v1/transfers/${transfer.id}`);
    await step(admin, transfer.id, 'approve-out', '2040-03-02').expect(200);
    const issued = await step(admin, transfer.id, 'issue-letter', '2040-03-03', '会议纪要8号');
    expect(issued.body).toMatchObject({
      state: 'letter_issued',
      letterNumber: expect.stringMatching(/^2040-\d{4}$/),
      letterIssuedOn: '2040-03-03',
      expiresOn: '2040-06-03',
      closedOn: null,
    });
    expect(await harness.branchOn(id('A'), '2040-03-15')).toEqual([one]);

    const accepted = await step(admin, transfer.id, 'accept', '2040-03-10');
    expect([accepted.status, accepted.body]).toMatchObject([
      200,
      { state: 'accepted', closedOn: '2040-03-10' },
    ]);
    const { steps } = accepted.body as TransferBody;
    expect(steps).toMatchObject([
      { step: 'requested', doneOn: '2040-03-01', reason: '调入机电队工作' },
      { step: 'approved_out', doneOn: '2040-03-02', reason: null },
      { step: 'letter_issued', doneOn: '2040-03-03', reason: '会议纪要8号' },
      { step: 'accepted', doneOn: '2040-03-10' },
    ]);
    expect(await harness.branchOn(id('A'), '2040-03-09')).toEqual([one]);
    expect(await harness.branchOn(id('A'), '2040-03-10')).toEqual([two]);
    const { body: record } = await admin.get(`/v1/members/${id('A')}`).expect(200);
    expect(record).toMatchObject({
      memberships: [
        { organizationId: two, startsOn: '2040-03-10', endsOn: null, admittedOn: '2012-07-01' },
        { organizationId: one, endsOn: '2040-03-10' },
      ],
    });
    expect(await admin.all(`/v1/members/${id('A')}/changes`)).toMatchObject([
      { change: 'transferred', changedOn: '2040-03-10', organizationId: one },
    ]);
  });

  it('is rejected with a reason, and the member stays', async () => {
    const { id: transfer } = await withLetter(
      admin,
      id('B'),
      { toOrganizationId: two },
      '2040-03-05',
    );
    const silent = await step(admin, transfer, 'reject', '2040-03-06');
    expect([silent.status, silent.body]).toMatchObject([400, { errors: [{ pointer: '/reason' }] }]);
    const rejected = await step(admin, transfer, 'reject', '2040-03-06', '本支部撤并在即');
    expect(rejected.body).toMatchObject({ state: 'rejected', closedOn: '2040-03-06' });
    expect((await admin.get(`/v1/transfers/${transfer}`)).body).toMatchObject({
      steps: expect.arrayContaining([
        expect.objectContaining({ step: 'rejected', reason: '本支部撤并在即' }),
      ]),
    });
    expect(await harness.branchOn(id('B'), '2040-03-15')).toEqual([one]);
    for (const name of ['accept', 'approve-out', 'issue-letter'])
      expect((await step(admin, transfer, name, '2040-03-07')).body).toMatchObject({
        code: 'transfers.wrong_state',
        transferState: 'rejected',
      });
    // It is over: another may begin.
    await request(admin, id('B'), { toOrganizationId: two }, '2040-03-07').expect(201);
  });

  it('is withdrawn before the letter is out, and not behind', async () => {
    const asked = await request(admin, id('C'), { toOrganizationId: two }, '2040-03-05').expect(
      201,
    );
    const { id: first } = asked.body as TransferBody;
    await step(admin, first, 'approve-out', '2040-03-05').expect(200);
    const withdrawn = await step(admin, first, 'withdraw', '2040-03-06', '调动取消');
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', closedOn: '2040-03-06' });
    const second = await withLetter(admin, id('C'), { toOrganizationId: two }, '2040-03-07');
    const late = await step(admin, second.id, 'withdraw', '2040-03-08', '调动取消');
    expect([late.status, late.body]).toMatchObject([
      409,
      { code: 'transfers.wrong_state', transferState: 'letter_issued' },
    ]);
  });

  it('goes through its steps in their order, on days in their order', async () => {
    const asked = await request(admin, id('D'), { toOrganizationId: two }, '2040-03-05').expect(
      201,
    );
    const { id: transfer } = asked.body as TransferBody;
    for (const [name, reason] of [
      ['issue-letter', undefined],
      ['accept', undefined],
      ['reject', '不同意'],
    ] as const)
      expect((await step(admin, transfer, name, '2040-03-06', reason)).body).toMatchObject({
        code: 'transfers.wrong_state',
        transferState: 'requested',
      });
    for (const [day, code] of [
      ['2040-03-04', 'before_last_step'],
      ['2040-03-16', 'future'],
    ])
      expect((await step(admin, transfer, 'approve-out', day ?? '')).body).toMatchObject({
        errors: [{ pointer: '/doneOn', code }],
      });
    await step(admin, transfer, 'approve-out', '2040-03-05').expect(200);
    expect((await step(admin, transfer, 'approve-out', '2040-03-05')).status).toBe(409);
  });

  it('is one at a time, whoever asks at once', async () => {
    const where = { toOrganizationId: two };
    const answers = await Promise.all(
      [1, 2, 3].map(() => request(admin, id('E'), where, '2040-03-05')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const { id: transfer } = answers.find(({ status }) => status === 201)?.body as TransferBody;
    await step(admin, transfer, 'approve-out', '2040-03-05').expect(200);
    const letters = await Promise.all(
      [1, 2].map(() => step(admin, transfer, 'issue-letter', '2040-03-05')),
    );
    expect(letters.map(({ status }) => status).sort()).toEqual([200, 409]);
    const accepted = await Promise.all(
      [1, 2, 3].map(() => step(admin, transfer, 'accept', '2040-03-06')),
    );
    expect(accepted.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { body } = await admin.get(`/v1/members/${id('E')}`).expect(200);
    expect((body as { memberships: unknown[] }).memberships).toHaveLength(2);
    const database = await harness.service.database.admin('members');
    await expect(
      database.query(
        `insert into transfers (person_id, from_organization_id, to_organization_id, state)
         select $1, $2, $3, 'requested' from generate_series(1, 2)`,
        [id('E'), one, two],
      ),
    ).rejects.toThrow('transfers_one_open');
  });

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

describe('what goes with a member who leaves', () => {
  it('are the offices in the branch, its groups and above it, but for those that are above the new one too', async () => {
    const [groupOne] = harness.mine.groups;
    await appoint(admin, one, id('J'), 'organization_commissioner');
    await appoint(admin, groupOne, id('J'), 'group_leader');
    await appoint(admin, harness.mine.committee, id('J'), 'publicity_commissioner');
    await appoint(admin, two, id('J'), 'deputy_secretary');
    const officer = await openAccount(admin, id('J'), 'commissioner');
    await officer.get(`/v1/members/${id('F')}`).expect(200);
    const { id: transfer } = await withLetter(
      admin,
      id('J'),
      { toOrganizationId: two },
      '2040-03-05',
    );
    await step(admin, transfer, 'accept', '2040-03-10').expect(200);
    const { body } = await admin.get(`/v1/members/${id('J')}`).expect(200);
    const { offices } = body as { offices: { organizationId: string; endsOn: string | null }[] };
    expect(new Map(offices.map((office) => [office.organizationId, office.endsOn]))).toEqual(
      new Map([
        [one, '2040-03-10'],
        [groupOne, '2040-03-10'],
        [harness.mine.committee, null],
        [two, null],
      ]),
    );
    // What the account may do goes by what is held.
    const { body: me } = await officer.get('/v1/me').expect(200);
    const { roles } = me as { roles: { role: string; organizationId: string }[] };
    expect(roles.map(({ role, organizationId }) => `${role} ${organizationId}`).sort()).toEqual(
      [
        `branch_secretary ${two}`,
        `committee_officer ${harness.mine.committee}`,
        `member ${two}`,
      ].sort(),
    );
  });

  it('is no office of the branch when only the group is another', async () => {
    const other = await admin.founded('group', 'XZ-1b', one, 'production');
    const third = await admin.founded('group', 'XZ-1c', one, 'production');
    const { id: first } = await withLetter(
      admin,
      id('K'),
      { toOrganizationId: other },
      '2040-03-02',
    );
    await step(admin, first, 'accept', '2040-03-02').expect(200);
    await appoint(admin, one, id('K'), 'discipline_commissioner');
    await appoint(admin, other, id('K'), 'group_leader');
    const { id: second } = await withLetter(
      admin,
      id('K'),
      { toOrganizationId: third },
      '2040-03-05',
    );
    await step(admin, second, 'accept', '2040-03-06').expect(200);
    const { body } = await admin.get(`/v1/members/${id('K')}`).expect(200);
    expect((body as { offices: object[] }).offices).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ organizationId: one, endsOn: null }),
        expect.objectContaining({ organizationId: other, endsOn: '2040-03-06' }),
      ]),
    );
  });

  it('is the floating, which has an end, and not the illness', async () => {
    for (const [number, standing] of [
      ['V', 'regular'],
      ['S', 'long_sick'],
    ] as const) {
      const { id: transfer } = await withLetter(
        admin,
        id(number),
        { toOrganizationId: two },
        '2040-03-05',
      );
      await step(admin, transfer, 'accept', '2040-03-06').expect(200);
      const { body } = await admin.get(`/v1/members/${id(number)}`).expect(200);
      expect(body).toMatchObject({ memberships: [{ organizationId: two, standing }, {}] });
    }
    expect(await admin.all('/v1/members?standing=floating')).toEqual([]);
  });
});

describe('a transfer to outside and back', () => {
  it('ends the membership on receipt, and a letter from there brings it back', async () => {
    await appoint(admin, one, id('L'), 'publicity_commissioner');
    const sent = await withLetter(admin, id('L'), { toOutside: outside }, '2040-03-01');
    expect(sent).toMatchObject({ toOrganizationId: null, toName: outside.name });
    expect(sent).toMatchObject({ outsideContact: outside.contact });
    const back = { personId: id('L'), toOrganizationId: two, fromOutside: outside };
    const letter = { letterNumber: '并街组介〔2040〕31号', letterIssuedOn: '2040-03-09' };
    expect(
      (await admin.post('/v1/transfers/from-outside', { ...back, ...letter })).body,
    ).toMatchObject({ code: 'transfers.still_member' });
    const received = await step(admin, sent.id, 'accept', '2040-03-08', '回执〔2040〕5号');
    expect(received.body).toMatchObject({ state: 'accepted' });
    expect(await harness.branchOn(id('L'), '2040-03-07')).toEqual([one]);
    expect(await harness.branchOn(id('L'), '2040-03-08')).toEqual([]);
    expect((await admin.get(`/v1/members/${id('L')}`)).body).toMatchObject({
      memberships: [{ endsOn: '2040-03-08' }],
      offices: [{ endsOn: '2040-03-08' }],
    });

    const entered = await admin.post('/v1/transfers/from-outside', { ...back, ...letter });
    expect([entered.status, entered.body]).toMatchObject([
      201,
      { state: 'letter_issued', fromOrganizationId: null, letterNumber: letter.letterNumber },
    ]);
    const { id: transfer } = entered.body as TransferBody;
    expect(
      (await admin.post('/v1/transfers/from-outside', { ...back, ...letter })).body,
    ).toMatchObject({
      code: 'transfers.open_already',
    });
    // Nobody prints the letter of another.
    await admin.get(`/v1/transfers/${transfer}/letter.pdf`).expect(404);
    const accepted = await Promise.all(
      [1, 2].map(() => step(admin, transfer, 'accept', '2040-03-12')),
    );
    expect(accepted.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await harness.branchOn(id('L'), '2040-03-11')).toEqual([]);
    expect(await harness.branchOn(id('L'), '2040-03-12')).toEqual([two]);
    const changes = await admin.all<{ change: string }>(`/v1/members/${id('L')}/changes`);
    expect(changes).toMatchObject([
      { change: 'transferred_out', organizationId: one },
      { change: 'transferred_in', organizationId: two },
    ]);
    const database = await harness.service.database.admin('members');
    const { rows } = await database.query<{ row: string }>(
      'select transfer::text as row from transfers transfer',
    );
    for (const { row } of rows) expect(row).not.toContain(outside.contact);
  });

  it('is refused by whoever is asked there, and the member stays', async () => {
    const { id: transfer } = await withLetter(admin, id('M'), { toOutside: outside }, '2040-03-01');
    await step(admin, transfer, 'reject', '2040-03-05', '材料不全').expect(200);
    expect(await harness.branchOn(id('M'), '2040-03-15')).toEqual([one]);
  });

  it('is for nobody who left otherwise, and not with a letter that is too old', async () => {
    const enter = (personId: string, letterIssuedOn: string) =>
      admin.post('/v1/transfers/from-outside', {
        personId,
        letterIssuedOn,
        toOrganizationId: two,
        fromOutside: outside,
        letterNumber: '31号',
      });
    expect((await enter(id('P'), '2040-03-09')).body).toMatchObject({
      code: 'transfers.not_transferred_out',
    });
    const { id: transfer } = await withLetter(admin, id('M'), { toOutside: outside }, '2040-03-06');
    await step(admin, transfer, 'accept', '2040-03-07').expect(200);
    expect((await enter(id('M'), '2039-12-14')).body).toMatchObject({
      code: 'transfers.letter_expired',
      expiresOn: '2040-03-14',
    });
    expect((await enter(id('M'), '2040-03-16')).body).toMatchObject({
      errors: [{ pointer: '/letterIssuedOn', code: 'future' }],
    });
    const early = await enter(id('M'), '2039-12-15');
    expect(early.status).toBe(201);
    const { id: incoming } = early.body as TransferBody;
    expect((await step(admin, incoming, 'accept', '2040-03-06')).body).toMatchObject({
      code: 'memberships.decided_since',
      decidedFrom: '2040-03-07',
    });
  });
});
