/** SQLSTATEs and errors of sockets: PostgreSQL is stopping, starting, full, or not there. */
const away = /^(57P0[1-5]|53\d{3}|08\d{3}|25P0[34]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
/** Another's lock was in the way, or the other half of a conflict. */
const busy = /^(55P03|40001|40P01)$/;
/** What the driver and TypeORM say, without a code, of a connection that is gone. */
const gone =
  /connection terminated|connection timeout|timeout exceeded when trying to connect|not queryable|query runner already released|connection error/i;

/**
 * True for what passes by itself: the database is away, or somebody is in the way. It says nothing against the work
 * that was under way, which is to be tried again and not to be given up.
 */
export function isPassing(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return away.test(code) || busy.test(code);
  return typeof message === 'string' && gone.test(message);
}
