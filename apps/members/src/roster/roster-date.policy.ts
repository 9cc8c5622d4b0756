import { addDays, isDay } from '#libs/calendar';

const forms = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];

/** Day 0 of Excel's calendar, for days behind its 29 February 1900, which never was. */
const EXCEL_EPOCH = '1899-12-30';
/** From 1927 to 2119: below stands rather a year than a day. */
const FIRST_SERIAL = 10_000;
const LAST_SERIAL = 80_000;

/**
 * A date as people write it: 2020-01-05, 2020/1/5, 2020.1.5, 20200105, 2020年1月5日, also with a time of midnight behind,
 * or the number by which Excel counts days. Undefined when it is none, or no day of the calendar.
 */
export function readDate(
  text: string,
  kind: 'text' | 'number' | 'date' | 'formula' | 'error' = 'text',
): string | undefined {
  const written = text
    .replace(/\s+/g, ' ')
    .replace(/[ T]0{1,2}:00(:00(\.0+)?)?Z?$/, '')
    .replace(/ /g, '');
  for (const form of forms) {
    const [, year, month, day] = form.exec(written) ?? [];
    if (!year || !month || !day) continue;
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isDay(date) ? date : undefined;
  }
  const serial = kind === 'number' ? Number(written) : NaN;
  if (Number.isInteger(serial) && serial >= FIRST_SERIAL && serial < LAST_SERIAL)
    return addDays(EXCEL_EPOCH, serial);
  return undefined;
}
