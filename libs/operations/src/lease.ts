/** Renewed so often that two renewals may fail before it runs out. */
const RENEWALS = 3;

/**
 * Works under a lease, which is renewed as long as the work goes on: whoever dies or stands still loses it soon, however
 * long the work may take. Losing it stops nobody; what was done without it is refused when it is to be committed.
 */
export async function whileLeased<T>(
  seconds: number,
  renew: () => Promise<unknown>,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setInterval(
    () => {
      // The database may be away: then nobody can take the lease either.
      renew().catch(() => undefined);
    },
    (seconds * 1000) / RENEWALS,
  );
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
