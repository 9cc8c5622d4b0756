import {
  confirmationFault,
  extensionFault,
  type NewStanding,
  type OpenMembership,
  probationEnd,
  relianceOn,
  revocationFault,
  type StandingDecision,
  standingFault,
} from './membership.policy.js';

const rules = { probation_months: 12, probation_extension_months: 12, floating_months: 6 };
const probationary: OpenMembership = {
  kind: 'probationary',
  standing: 'regular',
  admittedOn: '2025-07-01',
  probationUntil: null,
};
const full: OpenMembership = { ...probationary, kind: 'full' };
const extended: OpenMembership = { ...probationary, probationUntil: '2027-01-01' };

describe('probation (党章 Art. 7)', () => {
  it.each([
    ['2025-07-01', '2026-07-01'],
    ['2024-02-29', '2025-02-28'],
  ])('of who was admitted on %s ends a year later, on %s', (admittedOn, end) => {
    expect(probationEnd({ ...probationary, admittedOn }, rules)).toBe(end);
  });

  it.each([
    [undefined, probationary, '2026-07-01'],
    ['too_early', probationary, '2026-06-30'],
    ['too_early', extended, '2026-12-31'],
    [undefined, extended, '2027-01-01'],
    ['not_probationary', full, '2027-01-01'],
  ] as const)('is confirmed: %s', (fault, membership, day) => {
    expect(confirmationFault(membership, day, rules)).toBe(fault);
  });

  it.each([
    [undefined, probationary, '2027-01-01'],
    [undefined, probationary, '2027-07-01'],
    ['too_long', probationary, '2027-07-02'],
    ['not_longer', probationary, '2026-07-01'],
    ['extended_before', extended, '2027-06-01'],
    ['not_probationary', full, '2027-01-01'],
  ] as const)('is extended: %s', (fault, membership, until) => {
    expect(extensionFault(membership, until, rules)).toBe(fault);
  });
});

describe('the standing', () => {
  const floating: NewStanding = {
    standing: 'floating',
    changedOn: '2026-03-01',
    until: '2026-09-01',
    host: '某市某街道党工委',
    contactPersonId: 'somebody',
  };

  it.each([
    [undefined, {}],
    [undefined, { until: null }],
    ['too_short', { until: '2026-08-31' }],
    ['host_needed', { host: null }],
    ['contact_needed', { contactPersonId: null }],
    ['unchanged', { standing: 'regular' }],
    [undefined, { standing: 'long_sick', host: null, until: '2026-04-01' }],
    ['contact_needed', { standing: 'long_sick', contactPersonId: null }],
  ] as const)('changes: %s %j', (fault, change) => {
    expect(standingFault(full, { ...floating, ...change }, rules)).toBe(fault);
  });

  it('goes back to regular without more ado', () => {
    const back = { ...floating, standing: 'regular', host: null, contactPersonId: null } as const;
    expect(standingFault({ ...full, standing: 'floating' }, back, rules)).toBeUndefined();
  });
});

describe('a decision', () => {
  const confirmed: StandingDecision = {
    change: 'confirmed',
    isRevoked: false,
    isLast: true,
    before: {
      membershipId: 'a row',
      kind: 'probationary',
      standing: 'regular',
      confirmedOn: null,
      probationUntil: null,
      offices: [],
      exemptions: [],
    },
    transferSince: false,
    isMember: true,
    officeSince: false,
    partyProbationSince: false,
  };

  it.each([
    [undefined, {}],
    ['not_revocable', { change: 'transferred' }],
    ['not_revocable', { change: 'transferred_out' }],
    ['not_revocable', { change: 'transferred_in' }],
    ['not_revocable', { change: 'revoked' }],
    ['revoked_already', { isRevoked: true, isLast: false }],
    ['not_last', { isLast: false, transferSince: true }],
    ['before_unknown', { before: null }],
    ['relied_upon', { transferSince: true }],
    ['relied_upon', { change: 'probation_cancelled' }],
  ] as const)('is revoked: %s %j', (fault, decision) => {
    expect(revocationFault({ ...confirmed, ...decision })).toBe(fault);
  });

  it.each([
    [undefined, {}],
    ['transfer', { transferSince: true, officeSince: true }],
    ['office', { officeSince: true, partyProbationSince: true }],
    ['party_probation', { partyProbationSince: true }],
    [undefined, { change: 'long_sick', partyProbationSince: true }],
    [undefined, { change: 'floating', officeSince: true }],
    ['membership', { change: 'probation_cancelled' }],
    [undefined, { change: 'probation_cancelled', isMember: false, officeSince: true }],
  ] as const)('is relied upon by: %s %j', (by, decision) => {
    expect(relianceOn({ ...confirmed, ...decision })).toBe(by);
  });
});
