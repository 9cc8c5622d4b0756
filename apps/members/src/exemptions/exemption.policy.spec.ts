import { exemptionFault, presentNeeded, yesNeeded } from './exemption.policy.js';

const rules = { abroad_months: 6 };
const terms = {
  exemptsFrom: 'vote_count',
  reason: 'abroad',
  startsOn: '2026-01-01',
  endsOn: null,
} as const;

describe('an exemption from the base of votes (应到会)', () => {
  it.each([
    [{}, undefined],
    [{ endsOn: '2026-07-02' }, undefined],
    [{ endsOn: '2026-07-01' }, 'too_short'],
    [{ reason: 'bed_ridden', endsOn: '2026-02-01' } as const, undefined],
    [{ endsOn: '2026-01-01' }, 'before_start'],
    [{ reason: 'long_sick' } as const, 'reason'],
    [{ reason: 'long_sick', exemptsFrom: 'attendance' } as const, undefined],
  ])('with %j: %s', (change, fault) => {
    expect(exemptionFault({ ...terms, ...change }, rules)).toBe(fault);
  });
});

describe('a vote of the branch meeting (支部工作条例 Art. 11)', () => {
  it.each([
    [10, 10, 5, 6],
    [11, 11, 6, 6],
    // Who is exempt leaves the base of the majority, not that of the meeting.
    [11, 8, 6, 5],
    [3, 1, 2, 1],
  ])(
    'of %d with a vote and %d due needs %d present, %d in favour',
    (entitled, due, present, yes) => {
      const base = { entitled, due };
      expect([presentNeeded(base), yesNeeded(base)]).toEqual([present, yes]);
    },
  );
});
