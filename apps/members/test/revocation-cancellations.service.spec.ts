import type { TestService } from '#libs/testing';
import { appoint } from './codes.harness.js';
import type { Caller } from './members.harness.js';
import { decided, decision, revoke, RevocationsHarness, stateOf } from './revocations.harness.js';
import type { SmallMine } from './small-mine.js';

let harness: RevocationsHarness;
let service: TestService;
let mine: SmallMine;
let admin: Caller;

const id = (number: string): string => harness.id(number);

beforeAll(async () => {
  harness = await RevocationsHarness.start();
  ({ service, mine, admin } = harness);
});
afterAll(() => harness.stop());

describe('a cancelled probation', () => {
  const exemption = {
    exemptsFrom: 'attendance',
    reason: 'bed_ridden',
    decision,
    startsOn: '2026-01-01',
  };

  it('is revoked with what ended by it: offices and exemptions, as long as they were to last', async () => {
    await appoint(admin, mine.groups[0], id('E'), 'group_leader');
    await admin
      .post(`/v1/organizations/${mine.branches[0]}/offices`, {
        personId: id('E'),
        title: 'publicity_commissioner',
        startsOn: '2024-01-01',
        endsOn: '2027-01-01',
      })
      .expect(201);
    await admin.post(`/v1/members/${id('E')}/exemptions`, exemption).expect(201);
    const before = await stateOf(service, admin, id('E'));
    const cancelled = await decided(admin, id('E'), 'cancel-probation', {
      changedOn: '2026-06-01',
    });
    expect(await stateOf(service, admin, id('E'))).toMatchObject({
      memberships: [{ endsOn: '2026-06-01' }],
      offices: [{ endsOn: '2026-06-01' }, { endsOn: '2026-06-01' }],
      exemptions: [{ ends_on: '2026-06-01' }],
    });
    await revoke(admin, id('E'), cancelled).expect(200);
    expect(await stateOf(service, admin, id('E'))).toEqual(before);
  });

  it('gives back no office that somebody else holds by now, nor what was ended otherwise', async () => {
    const deputy = { personId: id('E'), title: 'deputy_secretary', startsOn: '2024-01-01' };
    const made = await admin
      .post(`/v1/organizations/${mine.branches[0]}/offices`, deputy)
      .expect(201);
    const cancelled = await decided(admin, id('E'), 'cancel-probation', {
      changedOn: '2026-07-01',
    });
    await admin
      .post(`/v1/offices/${(made.body as { id: string }).id}/end`, { endsOn: '2026-05-01' })
      .expect(200);
    await admin
      .post(`/v1/organizations/${mine.groups[0]}/offices`, {
        personId: id('S'),
        title: 'group_leader',
        startsOn: '2026-07-01',
      })
      .expect(201);
    await revoke(admin, id('E'), cancelled).expect(200);
    const { offices } = await stateOf(service, admin, id('E'));
    const ends = (offices as { title: string; endsOn: string | null }[]).map((office) => [
      office.title,
      office.endsOn,
    ]);
    expect(Object.fromEntries(ends)).toEqual({
      group_leader: '2026-07-01',
      publicity_commissioner: '2027-01-01',
      deputy_secretary: '2026-05-01',
    });
  });

  it('stays so while they are a member by another admission, or the organization is gone', async () => {
    const cancelled = await decided(admin, id('F'), 'cancel-probation', {
      changedOn: '2020-06-01',
    });
    const admission = {
      organizationId: mine.branches[0],
      memberKind: 'probationary',
      admittedOn: '2021-01-01',
    };
    await admin.post(`/v1/people/${id('F')}/admit`, admission).expect(200);
    expect((await revoke(admin, id('F'), cancelled)).body).toMatchObject({
      status: 409,
      code: 'memberships.relied_upon',
      reliedUponBy: 'membership',
    });
    const second = await decided(admin, id('F'), 'cancel-probation', { changedOn: '2022-01-01' });
    expect((await revoke(admin, id('F'), cancelled)).body).toMatchObject({
      code: 'memberships.not_last',
    });
    await revoke(admin, id('F'), second).expect(200);

    const gone = await decided(admin, id('N'), 'cancel-probation', { changedOn: '2020-06-01' });
    const path = `/v1/organizations/${mine.groups[1]}`;
    const { headers } = await admin.get(path).expect(200);
    await admin
      .postTo(`${path}/dissolve`, { dissolvedOn: '2026-01-01' }, headers['etag'] ?? '')
      .expect(200);
    expect((await revoke(admin, id('N'), gone)).body).toMatchObject({
      status: 409,
      code: 'organizations.dissolved',
    });
  });
});
