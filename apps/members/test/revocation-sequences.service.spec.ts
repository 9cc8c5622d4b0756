import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import type { TestService } from '#libs/testing';
import { type Caller, enrol, startMembers } from './members.harness.js';
import {
  type ChangeBody,
  decide,
  revoke,
  type StateOfMember,
  stateOf,
} from './revocations.harness.js';
import { type SmallMine, smallMine } from './small-mine.js';

const RUNS = 20;

let service: TestService;
let mine: SmallMine;
let admin: Caller;
let persons: string[];
let contact: string;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  admin = mine.admin;
  const numbers = Array.from({ length: 3 * RUNS }, (_, n) => `N${n}`);
  const people = await enrol(admin, [
    // The branch was founded on 2000-01-01, so these are known from later on than they were admitted.
    ...numbers.map((number) => ({
      number,
      name: '张伟',
      code: 'ZB-1',
      kind: '预备党员',
      admittedOn: '1998-07-01',
    })),
    { number: 'C', name: '王芳', code: 'ZB-1' },
  ]);
  persons = numbers.map((number) => people.get(number) ?? '');
  contact = people.get('C') ?? '';
});
afterAll(() => service.stop());

const days = fc.constantFrom(0, 1, 30, 200);
const what = fc.oneof(
  { weight: 2, arbitrary: fc.constant('confirm' as const) },
  { weight: 2, arbitrary: fc.constant('extend-probation' as const) },
  { weight: 1, arbitrary: fc.constant('cancel-probation' as const) },
  { weight: 1, arbitrary: fc.constant('regular' as const) },
  { weight: 2, arbitrary: fc.constantFrom('floating' as const, 'long_sick' as const) },
);

interface Made {
  readonly changeId: string;
  readonly what: string;
  readonly before: StateOfMember;
}

async function attempt(
  personId: string,
  name: 'confirm' | 'extend-probation' | 'cancel-probation' | 'regular' | 'floating' | 'long_sick',
  changedOn: string,
): Promise<Made | undefined> {
  const before = await stateOf(service, admin, personId);
  const isStanding = name === 'regular' || name === 'floating' || name === 'long_sick';
  const answer = isStanding
    ? await decide(admin, personId, 'standing', {
        standing: name,
        changedOn,
        ...(name !== 'regular' && { contactPersonId: contact }),
        ...(name === 'floating' && { host: '太原市某街道党工委' }),
      })
    : await decide(admin, personId, name, {
        changedOn,
        ...(name === 'extend-probation' && { until: '2000-06-01' }),
      });
  expect([200, 400, 409]).toContain(answer.status);
  if (answer.status === 200)
    return { changeId: (answer.body as ChangeBody).id, what: name, before };
  expect(await stateOf(service, admin, personId)).toEqual(before);
  return undefined;
}

/** Whatever other services were told: on no day is anybody a member twice, and who is one today is one on that day. */
async function holdsOnce(personId: string): Promise<void> {
  const database = await service.database.admin('members');
  const { rows } = await database.query(
    `select from memberships one join memberships other on other.person_id = one.person_id and other.id > one.id
     where one.person_id = $1
       and daterange(one.starts_on, one.ends_on) && daterange(other.starts_on, other.ends_on)`,
    [personId],
  );
  expect(rows).toEqual([]);
}

it('what is decided and revoked leaves everything as before, whatever was decided in whatever order', async () => {
  const revoked = new Map<string, number>();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ what, days, revokes: fc.nat({ max: 2 }) }), {
        minLength: 4,
        maxLength: 10,
      }),
      async (commands) => {
        const personId = persons[run++ % persons.length] ?? '';
        await admin
          .post(`/v1/organizations/${mine.branches[0]}/offices`, {
            personId,
            title: 'publicity_commissioner',
            startsOn: '1999-01-01',
          })
          .expect(201);
        await admin
          .post(`/v1/members/${personId}/exemptions`, {
            exemptsFrom: 'attendance',
            reason: 'bed_ridden',
            decision: '支部委员会决议',
            startsOn: '2000-01-01',
          })
          .expect(201);
        const standing: Made[] = [];
        const takeBack = async (): Promise<void> => {
          const last = standing.pop();
          if (!last) return;
          expect((await revoke(admin, personId, last.changeId)).body).toMatchObject({
            change: 'revoked',
          });
          expect(await stateOf(service, admin, personId)).toEqual(last.before);
          await holdsOnce(personId);
          revoked.set(last.what, (revoked.get(last.what) ?? 0) + 1);
        };
        let day = '1999-07-01';
        for (const command of commands) {
          day = addDays(day, command.days);
          const made = await attempt(personId, command.what, day);
          if (made) standing.push(made);
          await holdsOnce(personId);
          // Some at once, so that others are decided where something was revoked.
          for (let n = 0; n < command.revokes - 1; n += 1) await takeBack();
        }
        while (standing.length > 0) await takeBack();
      },
    ),
    { numRuns: RUNS },
  );
  // Every decision there is was among them.
  for (const name of ['confirm', 'extend-probation', 'cancel-probation', 'floating', 'long_sick'])
    expect([name, revoked.get(name) ?? 0]).not.toEqual([name, 0]);
  expect(revoked.get('regular') ?? 0).toBeGreaterThan(0);
}, 240_000);
