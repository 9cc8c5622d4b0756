import { type Caller, enrol } from './members.harness.js';
import {
  outside,
  step,
  type TransferBody,
  TransfersHarness,
  withLetter,
} from './transfers.harness.js';

let harness: TransfersHarness;
let admin: Caller;
let people: Map<string, string>;
let two: string;

const id = (number: string): string => people.get(number) ?? '';
const decision = '五台煤矿党委批复〔2040〕5号';

beforeAll(async () => {
  harness = await TransfersHarness.start();
  admin = harness.admin;
  [, two] = harness.mine.branches;
  people = await enrol(
    admin,
    ['A', 'B', 'C', 'D', 'E'].map((number) => ({ number, name: '张伟', code: 'ZB-1' })),
  );
});
afterAll(() => harness.stop());

const exempt = (number: string, body: object) =>
  admin
    .post(`/v1/members/${id(number)}/exemptions`, {
      exemptsFrom: 'vote_count',
      startsOn: '2040-01-01',
      decision,
      ...body,
    })
    .expect(201);
const exemptionsOf = (number: string): Promise<{ reason: string; endsOn: string | null }[]> =>
  admin.all(`/v1/exemptions?personId=${id(number)}`);
async function accepted(number: string, where: object, on: string): Promise<void> {
  const { id: transfer } = await withLetter(admin, id(number), where, '2040-03-05');
  await step(admin, transfer, 'accept', on).expect(200);
}

describe('an exemption of who is transferred', () => {
  it.each([
    ['A', 'transfer_overdue'],
    ['B', 'floating_at_own_request'],
  ])('%s ends with the acceptance, when that was what it was for: %s', async (number, reason) => {
    await exempt(number, { reason });
    await accepted(number, { toOrganizationId: two }, '2040-03-10');
    expect(await exemptionsOf(number)).toMatchObject([{ reason, endsOn: '2040-03-10' }]);
    const voters = await admin.all<{ personId: string; due: boolean }>(
      `/v1/organizations/${two}/voters?on=2040-03-10`,
    );
    expect(voters.find(({ personId }) => personId === id(number))).toMatchObject({ due: true });
  });

  it('goes on for another reason, and where it has an end keeps it', async () => {
    await exempt('C', { reason: 'bed_ridden' });
    await exempt('C', { reason: 'long_sick', exemptsFrom: 'attendance', endsOn: '2040-02-01' });
    await accepted('C', { toOrganizationId: two }, '2040-03-10');
    expect((await exemptionsOf('C')).map(({ endsOn }) => endsOn).sort()).toEqual([
      '2040-02-01',
      null,
    ]);
  });

  it('holds no more of who has left the suite, nor when they are back', async () => {
    await exempt('D', { reason: 'bed_ridden' });
    await accepted('D', { toOutside: outside }, '2040-03-08');
    expect(await exemptionsOf('D')).toMatchObject([{ endsOn: '2040-03-08' }]);
  });
});

describe('who comes back from outside', () => {
  it('was transferred out by what was decided last, whichever of two at once began first', async () => {
    await admin
      .post(`/v1/members/${id('E')}/standing`, {
        standing: 'long_sick',
        changedOn: '2040-03-01',
        contactPersonId: id('A'),
        decision,
      })
      .expect(200);
    await accepted('E', { toOutside: outside }, '2040-03-08');
    const database = await harness.service.database.admin('members');
    // The transaction of the first began behind the second's, and had its turn before it.
    await database.query(
      `update membership_changes set created_at = created_at + interval '1 hour' where person_id = $1 and change = 'long_sick'`,
      [id('E')],
    );
    const entered = await admin.post('/v1/transfers/from-outside', {
      personId: id('E'),
      toOrganizationId: two,
      fromOutside: outside,
      letterNumber: '并街组介〔2040〕31号',
      letterIssuedOn: '2040-03-09',
    });
    expect([entered.status, (entered.body as TransferBody).state]).toEqual([201, 'letter_issued']);
  });
});
