import { addDays } from '#libs/calendar';
import { notYetHeld, startOutOfRange } from './activities.errors.js';

/** The Party was founded on this day; nothing of ours is older. */
const EARLIEST = new Date('1921-07-01T00:00:00+08:00');
const AHEAD_MS = 2 * 366 * 24 * 3600 * 1000;

/** @throws activities.starts_at_out_of_range */
export function refuseStart(startsAt: Date, now: Date): void {
  const within = startsAt >= EARLIEST && startsAt.getTime() <= now.getTime() + AHEAD_MS;
  if (!within) throw startOutOfRange();
}

/** @throws activities.not_yet_held */
export function refuseFuture(startsAt: Date, now: Date): void {
  if (startsAt > now) throw notYetHeld();
}

/** Recorded long after it was held: a label, never a penalty. Days in Asia/Shanghai. */
export function isBackfilled(heldOn: string, recordedOn: string, graceDays: number): boolean {
  return recordedOn > addDays(heldOn, graceDays);
}
