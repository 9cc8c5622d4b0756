import { type Month, monthNumber, quarterStart } from '#libs/calendar';
import type { Period } from './scheme.js';

/** The months that a duty is counted over, as far as they have gone. */
export interface Span {
  /** The number of the period's first month. */
  readonly first: number;
  /** True in the period's last month. */
  readonly closes: boolean;
}

const lengths: Readonly<Record<Period, number>> = { month: 1, quarter: 3, year: 12 };

/** The period of a duty that the month belongs to. */
export function spanOf(period: Period, month: Month): Span {
  const number = monthNumber(month);
  const length = lengths[period];
  const first =
    period === 'quarter' ? monthNumber(quarterStart(month)) : number - (number % length);
  return { first, closes: number === first + length - 1 };
}
