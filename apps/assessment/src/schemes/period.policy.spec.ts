import { monthNumber } from '#libs/calendar';
import type { Indicator, Period } from './scheme.js';
import { firstMonthRead, spanOf } from './period.policy.js';

describe('the period of a duty', () => {
  it.each<[Period, string, string, boolean]>([
    ['month', '2026-10', '2026-10', true],
    ['quarter', '2026-10', '2026-10', false],
    ['quarter', '2026-11', '2026-10', false],
    ['quarter', '2026-12', '2026-10', true],
    ['quarter', '2027-01', '2027-01', false],
    ['quarter', '2026-03', '2026-01', true],
    ['year', '2026-01', '2026-01', false],
    ['year', '2026-12', '2026-01', true],
  ])('%s: %s counts from %s, closes: %s', (period, month, first, closes) => {
    expect(spanOf(period, month)).toEqual({ first: monthNumber(first), closes });
  });
});

describe('the first month that is read', () => {
  const duty = (period: Period): Indicator => ({
    kind: 'task',
    key: 'lecture',
    metric: 'held.lecture',
    title: { zh: '党课', en: 'Lecture' },
    maximum: 100,
    target: 1,
    period,
  });

  it('is the first of the longest period', () => {
    expect(firstMonthRead([duty('month'), duty('quarter')], '2026-11')).toBe(
      monthNumber('2026-10'),
    );
    expect(firstMonthRead([duty('quarter'), duty('year')], '2026-11')).toBe(monthNumber('2026-01'));
    expect(firstMonthRead([duty('month')], '2026-11')).toBe(monthNumber('2026-11'));
  });
});
