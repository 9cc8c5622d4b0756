import { type Month, monthOf } from '#libs/calendar';
import type { ScoreLevel } from '#libs/contracts';
import { monthNotOver } from './runs.errors.js';

/** @throws assessment.month_not_over unless the month has ended in Asia/Shanghai. */
export function refuseUnlessOver(month: Month, now: Date): void {
  if (month >= monthOf(now)) throw monthNotOver();
}

/** About how many members stand behind a subject of the level: a chunk is cut to even work. */
const weights: Readonly<Record<ScoreLevel, number>> = { member: 1, group: 20, branch: 50 };

/** How many subjects of the level make a chunk, where a chunk of members has this many. */
export function chunkSizeOf(level: ScoreLevel, members: number): number {
  return Math.ceil(members / weights[level]);
}
