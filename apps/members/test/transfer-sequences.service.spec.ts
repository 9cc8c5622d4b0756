import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import { type Caller, enrol } from './members.harness.js';
import {
  outside,
  request,
  step,
  type TransferBody,
  TransfersHarness,
} from './transfers.harness.js';

const RUNS = 20;
const FIRST_DAY = '2040-03-15';

let harness: TransfersHarness;
let admin: Caller;
let places: string[];
let persons: string[];
let today = FIRST_DAY;

beforeAll(async () => {
  harness = await TransfersHarness.start();
  admin = harness.admin;
  places = [...harness.mine.branches, ...harness.mine.groups];
  const people = await enrol(
    admin,
    // Some more than there are runs: what fails is tried again until it is short.
    Array.from({ length: 3 * RUNS }, (_, n) => ({ number: `N${n}`, name: '张伟', code: 'ZB-1' })),
  );
  persons = [...people.values()];
});
afterAll(() => harness.stop());

/** What anybody may try next, in any order; `back` is how many days ago it is said to have been. */
const command = fc.oneof(
  // What comes next if all goes well: at random alone nobody would get far.
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('next' as const), place: fc.nat({ max: 4 }) }),
  },
  fc.record({ what: fc.constant('request' as const), place: fc.nat({ max: 4 }) }),
  fc.record({ what: fc.constant('enter' as const), place: fc.nat({ max: 3 }) }),
  fc.record({
    what: fc.constantFrom(
      ...(['approve-out', 'issue-letter', 'accept', 'accept', 'reject', 'withdraw'] as const),
    ),
    back: fc.constantFrom(0, 0, 0, 7),
  }),
  fc.record({ what: fc.constant('wait' as const), days: fc.constantFrom(1, 30, 100) }),
);

/** What must have become of one person, told by the answers alone. */
class Expected {
  /** Since when they belong where; null: nowhere in the suite. */
  readonly whereabouts: { readonly from: string; readonly place: string | null }[];
  transfer: TransferBody | undefined;
  target: string | null = null;
  /** Begun by a letter from outside. */
  entered = false;

  constructor(place: string | undefined) {
    this.whereabouts = [{ from: '2012-07-01', place: place ?? null }];
  }

  get state(): string {
    const { state = 'none', expiresOn = null } = this.transfer ?? {};
    return state === 'letter_issued' && expiresOn !== null && expiresOn < today ? 'expired' : state;
  }

  get isOpen(): boolean {
    return ['requested', 'approved_out', 'letter_issued'].includes(this.state);
  }

  get place(): string | null {
    return this.whereabouts.at(-1)?.place ?? null;
  }

  placeOn(day: string): string | null {
    return this.whereabouts.findLast(({ from }) => from <= day)?.place ?? null;
  }
}

const allowed: Readonly<Record<string, readonly string[]>> = {
  'approve-out': ['requested'],
  'issue-letter': ['approved_out'],
  accept: ['letter_issued'],
  reject: ['letter_issued'],
  withdraw: ['requested', 'approved_out'],
};

const theirs = new Set(['approve-out', 'issue-letter', 'withdraw']);

const next: Readonly<Record<string, string>> = {
  requested: 'approve-out',
  approved_out: 'issue-letter',
  letter_issued: 'accept',
};

async function begin(
  personId: string,
  expected: Expected,
  what: 'request' | 'enter',
  place: string | null,
): Promise<void> {
  const { isOpen, place: belongs } = expected;
  const answer =
    what === 'request'
      ? await request(
          admin,
          personId,
          place === null ? { toOutside: outside } : { toOrganizationId: place },
          today,
        )
      : await admin.post('/v1/transfers/from-outside', {
          personId,
          toOrganizationId: place,
          fromOutside: outside,
          letterNumber: '31号',
          letterIssuedOn: today,
        });
  const mayBegin = what === 'request' ? belongs !== null && place !== belongs : belongs === null;
  expect(answer.status === 201).toBe(mayBegin && !isOpen);
  if (answer.status !== 201) return;
  expected.transfer = answer.body as TransferBody;
  expected.target = place;
  expected.entered = what === 'enter';
}

async function goOn(expected: Expected, what: string, doneOn: string): Promise<void> {
  if (!expected.transfer) return;
  const reason = what === 'reject' || what === 'withdraw' ? '试' : undefined;
  const answer = await step(admin, expected.transfer.id, what, doneOn, reason);
  // Of one that comes from outside, what the sending side does is nobody's here.
  const isTheirs = expected.entered && theirs.has(what);
  if (!allowed[what]?.includes(expected.state)) expect(answer.status).toBe(isTheirs ? 403 : 409);
  // One that is said to have been before the step before is refused, too; as of today it never is.
  else if (doneOn === today) expect(answer.status).toBe(200);
  if (answer.status !== 200) return;
  expected.transfer = answer.body as TransferBody;
  if (what === 'accept') expected.whereabouts.push({ from: doneOn, place: expected.target });
}

/** In exactly one place on every day, or in none while they are outside; and one open transfer at most. */
async function holds(personId: string, expected: Expected): Promise<void> {
  const database = await harness.service.database.admin('members');
  const days = expected.whereabouts.flatMap(({ from }) => [
    addDays(from, -1),
    from,
    addDays(from, 1),
  ]);
  const { rows } = await database.query<{ day: string; places: string[] }>(
    `select day::text, coalesce(array_agg(organization_id::text) filter (where organization_id is not null), '{}')
       as places
     from unnest($2::date[]) as day left join memberships on person_id = $1
       and starts_on <= day and (ends_on is null or ends_on > day)
     group by day`,
    [personId, [...new Set([...days, today])]],
  );
  for (const { day, places: found } of rows) {
    const place = expected.placeOn(day);
    expect([day, found]).toEqual([day, place === null ? [] : [place]]);
  }
  const { rows: open } = await database.query(
    `select from transfers where person_id = $1 and closed_on is null
       and not (state = 'letter_issued' and expires_on < $2)`,
    [personId, today],
  );
  expect(open).toHaveLength(expected.isOpen ? 1 : 0);
  if (!expected.transfer) return;
  const { body } = await admin.get(`/v1/transfers/${expected.transfer.id}`).expect(200);
  expect((body as TransferBody).state).toBe(expected.state);
}

it('keeps everybody in exactly one place, whatever is tried in whatever order', async () => {
  let accepted = 0;
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 8, maxLength: 24 }), async (commands) => {
      const personId = persons[run++ % persons.length] ?? '';
      const expected = new Expected(places[0]);
      for (const one of commands) {
        if (one.what === 'wait') {
          today = addDays(today, one.days);
          harness.today(today);
        } else if (one.what === 'next') {
          const what = next[expected.state];
          if (what) await goOn(expected, what, today);
          else {
            const how = expected.place === null ? 'enter' : 'request';
            const to = places[how === 'enter' ? one.place % places.length : one.place];
            await begin(personId, expected, how, to ?? null);
          }
        } else if (one.what === 'request' || one.what === 'enter')
          await begin(personId, expected, one.what, places[one.place] ?? null);
        else await goOn(expected, one.what, addDays(today, -one.back));
        await holds(personId, expected);
      }
      accepted += expected.whereabouts.length - 1;
    }),
    { numRuns: RUNS },
  );
  expect(accepted).toBeGreaterThan(5);
}, 240_000);
