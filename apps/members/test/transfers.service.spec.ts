import type { Caller } from './members.harness.js';
import {
  request,
  step,
  type TransferBody,
  TransfersHarness,
  withLetter,
} from './transfers.harness.js';

let harness: TransfersHarness;
let admin: Caller;
let one: string;
let two: string;

const id = (number: string): string => harness.id(number);

beforeAll(async () => {
  harness = await TransfersHarness.start();
  admin = harness.admin;
  [one, two] = harness.mine.branches;
  await harness.enrol(
    ['A', 'B', 'C', 'D', 'E'].map((number) => ({ number, name: '张伟', code: 'ZB-1' })),
  );
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
});
