import type { TestService } from '#libs/testing';
import { appoint } from './codes.harness.js';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { type ChangeBody, decided, revoke, stateOf } from './revocations.harness.js';
import { citizenNumber } from './roster-csv.js';
import { type SmallMine, smallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let admin: Caller;
/** One who manages the members of the branch that admits alone, one of the branch of the affiliation, and one of neither. */
let admitting: Caller;
let affiliating: Caller;
let neither: Caller;

async function openOfficer(personId: string, username: string, organizationId: string) {
  const officer = await openAccount(admin, personId, username);
  const [account] = await admin.all<{ id: string }>(`/v1/accounts?personId=${personId}`);
  await admin
    .post(`/v1/accounts/${account?.id ?? ''}/grants`, { role: 'committee_officer', organizationId })
    .expect(201);
  return officer;
}

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
  const third = await admin.founded('branch', 'ZB-3', mine.committee, 'production');
  const people = await enrol(admin, [
    { number: 'A', name: '李强', code: 'ZB-1' },
    { number: 'B', name: '王芳', code: 'ZB-2' },
    { number: 'C', name: '赵敏', code: 'ZB-3' },
  ]);
  admitting = await openOfficer(people.get('A') ?? '', 'admitting', mine.branches[0]);
  affiliating = await openOfficer(people.get('B') ?? '', 'affiliating', mine.branches[1]);
  neither = await openOfficer(people.get('C') ?? '', 'neither', third);
});
afterAll(() => service.stop());

/** Affiliated in the one branch all the while, admitted in the other, and leader of a group there. */
async function admitted(): Promise<string> {
  const { body } = await admin
    .post('/v1/people', {
      name: '钱进',
      citizenNumber: citizenNumber(),
      organizationId: mine.branches[1],
      startsOn: '2020-01-01',
    })
    .expect(201);
  const { personId } = body as { personId: string };
  await admin
    .post(`/v1/people/${personId}/admit`, {
      organizationId: mine.branches[0],
      memberKind: 'probationary',
      admittedOn: '2025-07-01',
    })
    .expect(200);
  await appoint(admin, mine.groups[0], personId, 'group_leader');
  return personId;
}

it('a decision is revoked by who manages members where it was decided, and not where the person is now', async () => {
  const personId = await admitted();
  const history = (by: Caller): Promise<ChangeBody[]> =>
    by.all<ChangeBody>(`/v1/members/${personId}/changes`);
  const before = await stateOf(service, admin, personId);
  const cancelled = await decided(admitting, personId, 'cancel-probation', {
    changedOn: '2026-06-01',
  });
  const after = await stateOf(service, admin, personId);
  expect(after).toMatchObject({ offices: [{ endsOn: '2026-06-01' }] });

  // By the affiliation the person is theirs now, and what was decided elsewhere is not.
  await affiliating.get(`/v1/people/${personId}`).expect(200);
  await admitting.get(`/v1/people/${personId}`).expect(404);
  expect((await revoke(affiliating, personId, cancelled)).body).toMatchObject({
    status: 404,
    code: 'memberships.change_not_found',
  });
  expect((await revoke(neither, personId, cancelled)).body).toMatchObject({
    status: 404,
    code: 'members.not_found',
  });
  expect(await stateOf(service, admin, personId)).toEqual(after);
  expect(await history(admin)).toMatchObject([{ id: cancelled, revocation: null }]);

  const { status, body } = await revoke(admitting, personId, cancelled);
  expect([status, body]).toMatchObject([
    200,
    { change: 'revoked', organizationId: mine.branches[0], revokesId: cancelled },
  ]);
  expect(await stateOf(service, admin, personId)).toEqual(before);
  // Who revoked can read what came of it.
  expect(await history(admitting)).toMatchObject([
    { id: cancelled, revocation: { id: (body as ChangeBody).id } },
    { id: (body as ChangeBody).id },
  ]);
  await affiliating.get(`/v1/people/${personId}`).expect(404);
});
