import {
  endFault,
  extensionFault,
  impositionFault,
  latestEnd,
  type PartyProbationTerms,
  type SanctionedMember,
  type StandingPartyProbation,
} from './party-probation.policy.js';

const rules = { party_probation_months: 24 };
const today = '2026-11-01';
const member: SanctionedMember = { kind: 'full', admittedOn: '2012-07-01', confirmedOn: null };

describe('a probation within the Party (留党察看, 党章 Art. 41)', () => {
  const terms: PartyProbationTerms = {
    decidedOn: '2026-03-01',
    startsOn: '2026-03-01',
    endsOn: '2027-03-01',
  };

  it.each([
    [{}, undefined],
    // Two years at most, to the day.
    [{ endsOn: '2028-03-01' }, undefined],
    [{ endsOn: '2028-03-02' }, 'too_long'],
    [{ endsOn: '2026-03-02' }, undefined],
    [{ endsOn: '2026-03-01' }, 'before_start'],
    [{ endsOn: '2026-02-28' }, 'before_start'],
    [{ startsOn: '2026-02-28' }, 'starts_before_decision'],
    [{ startsOn: '2026-12-01' }, undefined],
    [{ decidedOn: today, startsOn: today }, undefined],
    [{ decidedOn: '2026-11-02', startsOn: '2026-11-02' }, 'future'],
  ])('with %j: %s', (change, fault) => {
    expect(impositionFault({ ...terms, ...change }, member, rules, today)).toBe(fault);
  });

  it.each([
    [{ kind: 'probationary' } as const, 'probationary'],
    // On that day they were, whatever they are now.
    [{ confirmedOn: '2026-03-02' }, 'probationary'],
    [{ confirmedOn: '2026-03-01' }, undefined],
    [{ admittedOn: '2026-03-02' }, 'before_admission'],
    [{ admittedOn: '2026-03-01' }, undefined],
  ])('of a member with %j: %s', (change, fault) => {
    expect(impositionFault(terms, { ...member, ...change }, rules, today)).toBe(fault);
  });

  it('is decided of no one who was not admitted yet, from whatever day on it holds', () => {
    const decidedOn = '2012-06-30';
    expect(impositionFault({ ...terms, decidedOn }, member, rules, today)).toBe('before_admission');
  });

  it('ends on the last of a month that is shorter', () => {
    expect(latestEnd('2024-02-29', rules)).toBe('2026-02-28');
  });
});

describe('a further decision', () => {
  const standing: StandingPartyProbation = {
    startsOn: '2025-03-01',
    endsOn: '2026-03-01',
    decidedOn: '2025-03-01',
    isEnded: false,
  };
  const decidedOn = '2026-02-01';

  it.each([
    [{ endsOn: '2027-03-01' }, undefined],
    // The whole counts: two years from the first day.
    [{ endsOn: '2027-03-02' }, 'too_long'],
    [{ endsOn: '2026-03-01' }, 'not_longer'],
    [{ endsOn: '2027-03-01', decidedOn: '2026-11-02' }, 'future'],
    [{ endsOn: '2027-03-01', decidedOn: '2025-02-28' }, 'before_last_decision'],
  ])('that extends it, with %j: %s', (change, fault) => {
    expect(extensionFault({ decidedOn, ...change }, standing, rules, today)).toBe(fault);
  });

  it('extends nothing that was ended', () => {
    const ended = { ...standing, isEnded: true };
    expect(extensionFault({ decidedOn, endsOn: '2027-03-01' }, ended, rules, today)).toBe(
      'already_ended',
    );
  });

  it.each([
    // On its day, before it, and as if it had never been.
    [false, { endsOn: '2026-03-01' }, undefined],
    [false, { endsOn: '2025-09-01' }, undefined],
    [false, { endsOn: '2025-03-01' }, undefined],
    [false, { endsOn: '2025-02-28' }, 'before_first_day'],
    [false, { endsOn: '2026-03-02' }, 'already_ended'],
    [true, { endsOn: '2025-09-01' }, undefined],
    [true, { endsOn: '2026-03-01' }, 'already_ended'],
    [true, { endsOn: '2025-03-01' }, undefined],
    [false, { endsOn: '2025-09-01', decidedOn: '2026-11-02' }, 'future'],
    [false, { endsOn: '2025-09-01', decidedOn: '2025-02-28' }, 'before_last_decision'],
  ])('that ends it (ended before: %s), with %j: %s', (isEnded, change, fault) => {
    expect(endFault({ decidedOn, ...change }, { ...standing, isEnded }, today)).toBe(fault);
  });
});
