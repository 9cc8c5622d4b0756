import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addMonthsToDay,
  dayInShanghai,
  isDay,
  isMonth,
  isQuarterEnd,
  lastDay,
  monthFromNumber,
  monthNumber,
  monthOf,
  quarterStart,
} from './index.js';

describe('a month in Asia/Shanghai', () => {
  it('begins at midnight there, which is 16:00 the day before in UTC', () => {
    expect(monthOf(new Date('2026-09-30T15:59:59Z'))).toBe('2026-09');
    expect(monthOf(new Date('2026-09-30T16:00:00Z'))).toBe('2026-10');
    expect(dayInShanghai(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01');
  });

  it('knows its last day, leap years too', () => {
    expect(lastDay('2024-02')).toBe('2024-02-29');
    expect(lastDay('2026-02')).toBe('2026-02-28');
    expect(lastDay('2026-12')).toBe('2026-12-31');
  });

  it('is a number and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1921 * 12, max: 2100 * 12 }),
        fc.integer({ min: -50, max: 50 }),
        (n, step) => {
          const month = monthFromNumber(n);
          expect(isMonth(addMonths(month, 60))).toBe(true);
          expect(monthNumber(month)).toBe(n);
          expect(monthNumber(addMonths(month, step))).toBe(n + step);
        },
      ),
    );
  });

  it('belongs to a quarter', () => {
    expect(quarterStart('2026-11')).toBe('2026-10');
    expect([isQuarterEnd('2026-09'), isQuarterEnd('2026-10'), isQuarterEnd('2026-12')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it.each(['2026-00', '2026-13', '26-01', '2026-1', '1920-12', '9999-12', '2026-01-01', ''])(
    'refuses %j',
    (text) => {
      expect(isMonth(text)).toBe(false);
    },
  );
});

describe('a day', () => {
  it('exists or is refused', () => {
    expect(isDay('2024-02-29')).toBe(true);
    for (const text of ['2026-02-29', '2026-04-31', '2026-1-1', '2026-01-00', 'today'])
      expect(isDay(text)).toBe(false);
  });

  it('moves over the ends of months and years', () => {
    expect(addMonthsToDay('2025-07-01', 12)).toBe('2026-07-01');
    expect(addMonthsToDay('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonthsToDay('2026-08-31', 6)).toBe('2027-02-28');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
  });
});
