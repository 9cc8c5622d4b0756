import { dayInShanghai } from './day.js';

/** A calendar month in Asia/Shanghai, written `YYYY-MM`. */
export type Month = string;

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** True from the year of the Party's founding on; behind the last of them there is always another. */
export function isMonth(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return MONTH.test(text) && year >= 1921 && year < 9999;
}

/** Months as a number that counts up by one, for arithmetic and for compact columns (2026-01 = 24312). */
export function monthNumber(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

export function monthFromNumber(number: number): Month {
  const year = Math.floor(number / 12);
  return `${String(year).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

export function addMonths(month: Month, count: number): Month {
  return monthFromNumber(monthNumber(month) + count);
}

export function monthOf(instant: Date): Month {
  return dayInShanghai(instant).slice(0, 7);
}

export function firstDay(month: Month): string {
  return `${month}-01`;
}

export function lastDay(month: Month): string {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0));
  return last.toISOString().slice(0, 10);
}

/** The same day so many months later, or the month's last where it has no such day: a year from 29 February is the 28th. */
export function addMonthsToDay(day: string, count: number): string {
  const month = addMonths(day.slice(0, 7), count);
  const last = lastDay(month);
  return `${month}-${day.slice(8) > last.slice(8) ? last.slice(8) : day.slice(8)}`;
}

export function isQuarterEnd(month: Month): boolean {
  return Number(month.slice(5, 7)) % 3 === 0;
}

/** The first month of the quarter that the month belongs to. */
export function quarterStart(month: Month): Month {
  const number = monthNumber(month);
  return monthFromNumber(number - (number % 3));
}
