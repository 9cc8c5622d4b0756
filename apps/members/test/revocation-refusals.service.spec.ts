import type { TestService } from '#libs/testing';
import type { Caller } from './members.harness.js';
import { decided, revoke, RevocationsHarness, stateOf } from './revocations.harness.js';
import type { SmallMine } from './small-mine.js';
import {
  outside,
  request as requestTransfer,
  step,
  type TransferBody,
} from './transfers.harness.js';

let harness: RevocationsHarness;
let service: TestService;
let mine: SmallMine;
let admin: Caller;
/** The secretary of the own branch, and one who manages the sibling branch alone. */
let secretary: Caller;
let elsewhere: Caller;

const id = (number: string): string => harness.id(number);

beforeAll(async () => {
  harness = await RevocationsHarness.start();
  ({ service, mine, admin } = harness);
  secretary = await harness.secretary();
  elsewhere = await harness.elsewhere();
});
afterAll(() => harness.stop());

describe('is refused', () => {
  it('what is not the last decision, what was revoked, and what no decision of the room is', async () => {
    const confirmed = await harness.confirm('G');
    const sick = await decided(admin, id('G'), 'standing', {
      standing: 'long_sick',
      changedOn: '2020-01-01',
      contactPersonId: id('O'),
    });
    const code = async (changeId: string): Promise<unknown> => {
      const { status, body } = await revoke(admin, id('G'), changeId);
      return status === 200 ? 200 : (body as { code: string }).code;
    };
    expect(await code(confirmed)).toBe('memberships.not_last');
    expect(await code(sick)).toBe(200);
    expect(await code(sick)).toBe('memberships.revoked_already');
    const [, , revocation] = await harness.history('G');
    expect(revocation?.change).toBe('revoked');
    expect(await code(revocation?.id ?? '')).toBe('memberships.not_revocable');
    expect(await code(confirmed)).toBe(200);

    const asked = await requestTransfer(
      admin,
      id('G'),
      { toOrganizationId: mine.branches[1] },
      '2026-11-01',
    );
    const { id: transfer } = asked.body as TransferBody;
    for (const name of ['approve-out', 'issue-letter', 'accept'])
      await step(admin, transfer, name, '2026-11-02').expect(200);
    const transferred = (await harness.history('G')).find(({ change }) => change === 'transferred');
    expect(await code(transferred?.id ?? '')).toBe('memberships.not_revocable');
  });

  it('what a transfer under way rests on, until it is withdrawn, and one of before that went on since', async () => {
    const confirmed = await harness.confirm('H');
    const asked = await requestTransfer(admin, id('H'), { toOutside: outside }, '2026-01-01');
    const { id: transfer } = asked.body as TransferBody;
    const refused = { status: 409, code: 'memberships.relied_upon', reliedUponBy: 'transfer' };
    expect((await revoke(admin, id('H'), confirmed)).body).toMatchObject(refused);
    await step(admin, transfer, 'withdraw', '2026-01-02', '试').expect(200);
    await revoke(admin, id('H'), confirmed).expect(200);

    const next = await requestTransfer(admin, id('H'), { toOutside: outside }, '2026-01-01');
    const { id: later } = next.body as TransferBody;
    expect(next.body).toMatchObject({ memberKind: 'probationary' });
    const extended = await decided(admin, id('H'), 'extend-probation', {
      changedOn: '2013-07-01',
      until: '2014-07-01',
    });
    await revoke(admin, id('H'), extended).expect(200);
    const again = await harness.confirm('H');
    await step(admin, later, 'approve-out', '2026-01-02').expect(200);
    expect((await revoke(admin, id('H'), again)).body).toMatchObject(refused);
  });

  it('what an office of the Party rests on that was given since', async () => {
    const confirmed = await harness.confirm('I');
    const term = { personId: id('I'), title: 'discipline_commissioner', startsOn: '2024-01-01' };
    const made = await admin
      .post(`/v1/organizations/${mine.branches[0]}/offices`, term)
      .expect(201);
    expect((await revoke(admin, id('I'), confirmed)).body).toMatchObject({
      status: 409,
      code: 'memberships.relied_upon',
      reliedUponBy: 'office',
    });
    const { id: office } = made.body as { id: string };
    await admin.post(`/v1/offices/${office}/end`, { endsOn: '2024-01-01' }).expect(200);
    await revoke(admin, id('I'), confirmed).expect(200);
  });

  it('what was decided when the state before was not kept', async () => {
    const confirmed = await harness.confirm('J');
    const database = await service.database.admin('members');
    await database.query('update membership_changes set before = null where id = $1', [confirmed]);
    const before = await stateOf(service, admin, id('J'));
    expect((await revoke(admin, id('J'), confirmed)).body).toMatchObject({
      status: 409,
      code: 'memberships.before_unknown',
    });
    expect(await stateOf(service, admin, id('J'))).toEqual(before);
  });

  it('a day that is not yet or before the decision, and what says no reason', async () => {
    const confirmed = await harness.confirm('K');
    for (const [body, pointer] of [
      [{ revokedOn: '2999-01-01' }, '/revokedOn'],
      [{ revokedOn: '2013-07-04' }, '/revokedOn'],
      [{ reason: ' ' }, '/reason'],
      [{ reason: '' }, '/reason'],
      [{ decision: '' }, '/decision'],
    ] as const)
      expect((await revoke(admin, id('K'), confirmed, body)).body).toMatchObject({
        status: 400,
        errors: [{ pointer }],
      });
    expect(await harness.history('K')).toHaveLength(1);
    await revoke(admin, id('K'), confirmed, { revokedOn: '2013-07-05' }).expect(200);
  });

  it('to those who may not, and what they may not see is not there', async () => {
    const confirmed = await harness.confirm('L');
    expect((await revoke(secretary, id('L'), confirmed)).body).toMatchObject({
      status: 403,
      code: 'auth.forbidden',
    });
    expect((await revoke(elsewhere, id('L'), confirmed)).body).toMatchObject({
      status: 404,
      code: 'members.not_found',
    });
    for (const change of [confirmed, '0190a0b0-0000-7000-8000-000000000000'])
      expect((await revoke(admin, id('X'), change)).body).toMatchObject({
        status: 404,
        code: 'memberships.change_not_found',
      });
    expect(await harness.history('L', secretary)).toMatchObject([
      { id: confirmed, revocation: null },
    ]);
  });
});
