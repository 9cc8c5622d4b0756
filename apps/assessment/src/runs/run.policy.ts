import { type Month, monthOf } from '#libs/calendar';
import type { ScoreLevel } from '#libs/contracts';
import { monthNotOver } from './runs.errors.js';

/** @throws assessment.month_not_over unless the month has ended in Asia/Shanghai. */
export function refuseUnlessOver(month: Month, now: Date): void {
  if (month >= monthOf(now)) throw monthNotOver();
}

/** How many members are scored in the time of one subject of the level, about: a chunk is cut to even work. */
const weights: Readonly<Record<ScoreLevel, number>> = { member: 1, group: 8, branch: 12 };

/** How many subjects of the level make a chunk, where a chunk of members has this many. */
export function chunkSizeOf(level: ScoreLevel, members: number): number {
  return Math.ceil(members / weights[level]);
}
