import fc from 'fast-check';
import { type TransferFacts, transferStates } from './transfer.js';
import {
  type LaterStep,
  letterNumber,
  letterStatus,
  permissionFor,
  sideOf,
  standingAfter,
  stateOn,
  stepFault,
} from './transfer.policy.js';

const TODAY = '2026-04-15';
const requested: TransferFacts = {
  state: 'requested',
  fromOrganizationId: 'from',
  toOrganizationId: 'to',
  expiresOn: null,
  lastStepOn: '2026-01-10',
};
const issued: TransferFacts = { ...requested, state: 'letter_issued', expiresOn: '2026-04-15' };
const later: readonly LaterStep[] = [
  'approved_out',
  'letter_issued',
  'accepted',
  'rejected',
  'withdrawn',
];

describe('a transfer', () => {
  it.each([
    ['requested', ['approved_out', 'withdrawn']],
    ['approved_out', ['letter_issued', 'withdrawn']],
    ['letter_issued', ['accepted', 'rejected']],
    ['accepted', []],
    ['rejected', []],
    ['expired', []],
    ['withdrawn', []],
  ] as const)('that is %s goes on by %j', (state, steps) => {
    const transfer = { ...issued, state };
    const possible = later.filter((step) => !stepFault(transfer, step, TODAY, TODAY));
    expect(possible).toEqual(steps);
  });

  it('has a letter that is good on its last day, and expired on the next by itself', () => {
    expect(stateOn(issued, '2026-04-15')).toBe('letter_issued');
    expect(stepFault(issued, 'accepted', TODAY, '2026-04-15')).toBeUndefined();
    expect(stateOn(issued, '2026-04-16')).toBe('expired');
    // Also where it was accepted before, as they say: what is told too late is answered by another letter.
    for (const step of ['accepted', 'rejected'] as const)
      expect(stepFault(issued, step, TODAY, '2026-04-16')).toBe('expired');
    expect(stepFault(issued, 'withdrawn', TODAY, '2026-04-16')).toBe('not_now');
  });

  it('goes on in the order of the days, and not in the future', () => {
    expect(stepFault(requested, 'approved_out', '2026-01-09', TODAY)).toBe('before_last');
    expect(stepFault(requested, 'approved_out', '2026-01-10', TODAY)).toBeUndefined();
    expect(stepFault(requested, 'approved_out', '2026-04-16', TODAY)).toBe('future');
  });

  it('never leaves a state that is an end, whatever the day', () => {
    const ends = transferStates.filter(
      (state) => !['requested', 'approved_out', 'letter_issued'].includes(state),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...ends),
        fc.constantFrom(...later),
        fc.constantFrom('2026-01-10', TODAY, '2026-04-16', '2030-01-01'),
        (state, step, today) => {
          expect(stepFault({ ...issued, state }, step, today, today)).toBeDefined();
        },
      ),
    );
  });

  it('is answered by the receiving side, or where that is outside by the sending one', () => {
    const outward = { toOrganizationId: null };
    const sides = later.map((step) => [step, sideOf(step, requested), sideOf(step, outward)]);
    expect(sides).toEqual([
      ['approved_out', 'out', 'out'],
      ['letter_issued', 'out', 'out'],
      ['accepted', 'in', 'out'],
      ['rejected', 'in', 'out'],
      ['withdrawn', 'out', 'out'],
    ]);
  });

  it('is answered and withdrawn by a branch, and let go, or ended on receipt, by who manages members', () => {
    const outward = { toOrganizationId: null };
    expect(later.map((step) => permissionFor(step, requested))).toEqual([
      'members.manage',
      'members.manage',
      'transfers.handle',
      'transfers.handle',
      'transfers.handle',
    ]);
    expect(later.map((step) => permissionFor(step, outward))).toEqual([
      ...Array<string>(4).fill('members.manage'),
      'transfers.handle',
    ]);
    const inward = { ...issued, fromOrganizationId: null };
    expect((['accepted', 'rejected'] as const).map((step) => permissionFor(step, inward))).toEqual([
      'transfers.handle',
      'transfers.handle',
    ]);
  });

  it('ends the floating of who is taken in, and nobody’s illness', () => {
    expect((['regular', 'floating', 'long_sick'] as const).map(standingAfter)).toEqual([
      'regular',
      'regular',
      'long_sick',
    ]);
  });
});

describe('a letter', () => {
  it.each([
    ['letter_issued', 'valid'],
    ['accepted', 'used'],
    ['rejected', 'used'],
    ['expired', 'expired'],
  ] as const)('of a transfer that is %s is %s', (state, status) => {
    expect(letterStatus({ ...issued, state }, TODAY)).toBe(status);
  });

  it('is expired to whoever looks behind its last day', () => {
    expect(letterStatus(issued, '2026-04-16')).toBe('expired');
  });

  it('is counted by the year', () => {
    expect([letterNumber(2026, 12), letterNumber(2027, 12345)]).toEqual([
      '2026-0012',
      '2027-12345',
    ]);
  });
});
