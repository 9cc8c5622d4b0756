import { monthNumber } from '#libs/calendar';
import type { Period } from './scheme.js';
import { spanOf } from './period.policy.js';

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
