const FIRST_MS = 250;
const LONGEST_MS = 60_000;

/** How long a job waits after it failed for the `attempt`th time: twice as long each time, a minute at most. */
export function retryDelay(attempt: number): number {
  return Math.min(FIRST_MS * 2 ** Math.min(attempt - 1, 20), LONGEST_MS);
}
