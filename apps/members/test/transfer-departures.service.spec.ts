import { appoint } from './codes.harness.js';
import { type Caller, openAccount } from './members.harness.js';
import {
  outside,
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
  await harness.enrol([
    ...['F', 'J', 'K', 'L', 'M'].map((number) => ({ number, name: '张伟', code: 'ZB-1' })),
    { number: 'P', name: '王芳', code: 'XZ-1', kind: '预备党员' },
    { number: 'S', name: '李娜', code: 'XZ-1', standing: '长病' },
    { number: 'V', name: '李娜', code: 'ZB-1', standing: '流动' },
  ]);
});
afterAll(() => harness.stop());

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
    await admin
      .post(`/v1/members/${id('P')}/cancel-probation`, { changedOn: '2013-01-01', decision: 'X' })
      .expect(200);
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
