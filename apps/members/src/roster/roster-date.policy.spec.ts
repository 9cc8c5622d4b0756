import fc from 'fast-check';
import { readDate } from './roster-date.policy.js';

const days = fc
  .date({ min: new Date('1930-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const part = (day: string, at: 0 | 1 | 2): string => day.split('-')[at] ?? '';
const short = (day: string, at: 1 | 2): string => String(Number(part(day, at)));

describe('dates as people write them', () => {
  it('are all the same day', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [y, m, d] = [part(day, 0), part(day, 1), part(day, 2)];
        const written = [
          day,
          `${y}/${short(day, 1)}/${short(day, 2)}`,
          `${y}.${short(day, 1)}.${d}`,
          `${y}${m}${d}`,
          `${y}年${short(day, 1)}月${short(day, 2)}日`,
          `${y}年${m}月${d}`,
          `${day} 00:00:00`,
        ];
        expect(written.map((text) => readDate(text))).toEqual(written.map(() => day));
      }),
    );
  });

  it('may be the number by which Excel counts', () => {
    fc.assert(
      fc.property(days, (day) => {
        const serial = (Date.parse(day) - Date.parse('1899-12-30')) / 86_400_000;
        expect(readDate(String(serial), 'number')).toBe(day);
      }),
    );
    expect(readDate('43835', 'number')).toBe('2020-01-05');
    expect(readDate('20200105', 'number')).toBe('2020-01-05');
  });

  it.each([
    '2020-02-30',
    '2020年13月1日',
    '1985',
    '2012.07',
    '43835',
    '5/1/2020',
    '2020-1-5 08:30',
    '不详',
    '',
  ])('are not %s', (text) => {
    expect(readDate(text)).toBeUndefined();
  });

  it('are not a year in a number cell', () => {
    expect(readDate('1985', 'number')).toBeUndefined();
    expect(readDate('43835.5', 'number')).toBeUndefined();
  });
});
