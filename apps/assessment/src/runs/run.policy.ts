import { type Month, monthOf } from '#libs/calendar';
import type { ScoreLevel } from '#libs/contracts';
import type { RunStatus } from './run-status.js';
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

export function isUnderWay(status: RunStatus): boolean {
  return status === 'queued' || status === 'scoring';
}

/** What is under way is stopped, what failed is given up, and a draft is discarded. What is published stays. */
export function mayCancel(status: RunStatus): boolean {
  return status !== 'published' && status !== 'cancelled';
}

export function mayResume(status: RunStatus): boolean {
  return status === 'failed' || status === 'cancelled';
}
