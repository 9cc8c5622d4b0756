/** So many attempts in a row may fail before the next has to wait. */
export const FREE_FAILURES = 5;
/** Never longer: whoever fails on purpose must not lock the right one out. */
const LONGEST_SECONDS = 60;

/** How long the next attempt has to wait after so many failures in a row: 1, 2, 4 … 60 seconds. */
export function waitSeconds(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(LONGEST_SECONDS, 2 ** Math.min(failures - FREE_FAILURES, 10));
}
