export type Send = (request: Request) => Promise<Response>;

const ATTEMPTS = 7;
/** A line that is cut may be whole again at once; a server that is not there is not waited for. */
const ATTEMPTS_ON_A_CUT_LINE = 3;
const FIRST_WAIT_MS = 200;
const KEY = 'idempotency-key';

/** Too fast, or away for the moment: the suite asks to be asked again. */
const again = new Set([429, 503]);
const reads = new Set(['GET', 'HEAD']);

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** What was asked before under the same key is still under way: its answer will be ours. */
async function isInFlight(response: Response): Promise<boolean> {
  if (response.status !== 409) return false;
  const { code } = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string };
  return code === 'idempotency.in_flight';
}

/**
 * Sends again what the suite could not answer. A POST carries one key through all its attempts, so that what is asked
 * twice is done once; what is neither keyed nor a read is sent again only where the suite said that it did nothing.
 */
export function persistent(send: Send): Send {
  return async (request) => {
    const { method, headers } = request;
    // Keys belong to an account: a log-in has none yet.
    if (method === 'POST' && headers.has('authorization') && !headers.has(KEY))
      headers.set(KEY, crypto.randomUUID());
    const mayRepeat = reads.has(method) || headers.has(KEY);
    for (let attempt = 1; ; attempt += 1) {
      let waitMs = FIRST_WAIT_MS * 2 ** (attempt - 1);
      try {
        const response = await send(request.clone());
        const repeat = again.has(response.status) || (await isInFlight(response));
        if (!repeat || attempt === ATTEMPTS) return response;
        waitMs = Math.max(waitMs, Number(response.headers.get('retry-after') ?? 0) * 1000);
      } catch (error) {
        if (!mayRepeat || attempt >= ATTEMPTS_ON_A_CUT_LINE) throw error;
      }
      await pause(waitMs);
    }
  };
}
