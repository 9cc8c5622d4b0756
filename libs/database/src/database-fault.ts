/**
 * What the database itself had against a statement, as far as it concerns whoever asked:
 * `away`: it is stopping, starting, not there, or the connection broke; nothing is known to be done.
 * `busy`: no connection, lock or transaction was to be had in time.
 * `slow`: the statement ran into its time limit.
 * `conflict`: a deadlock or a serialization failure; the whole transaction may be tried again.
 */
export type DatabaseFault = 'away' | 'busy' | 'slow' | 'conflict';

const byCode: readonly (readonly [RegExp, DatabaseFault])[] = [
  [/^(40001|40P01)$/, 'conflict'],
  [/^57014$/, 'slow'],
  // Lock not available; idle in a transaction for too long; a transaction, or everything, at its limit.
  [/^(55P03|25P0[34]|53\d{3})$/, 'busy'],
  [/^(57P0[1-5]|08\w{3})$/, 'away'],
  [
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/,
    'away',
  ],
];

/** What `pg` and TypeORM say without a code. */
const byMessage: readonly (readonly [RegExp, DatabaseFault])[] = [
  // Waited in vain for one of the pool's connections, or for a new one.
  [/^timeout (exceeded when trying to connect|expired$)/, 'busy'],
  [/^Connection terminated/, 'away'],
  [/^Cannot use a pool after calling end/, 'away'],
  [/^Client .* is not queryable$/, 'away'],
  // A transaction whose connection broke between two statements.
  [/^(Query runner|Database connection provided by a query runner was) already released/, 'away'],
  [/^Driver not Connected/, 'away'],
  [/^Cannot (execute operation|perform) .*(connection|DataSource)/i, 'away'],
];

export function databaseFault(error: unknown): DatabaseFault | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, message, cause } = error as { code?: unknown; message: string; cause?: unknown };
  const known =
    typeof code === 'string'
      ? byCode.find(([pattern]) => pattern.test(code))
      : byMessage.find(([pattern]) => pattern.test(message));
  return known?.[1] ?? (cause === undefined ? undefined : databaseFault(cause));
}

/**
 * True for what passes by itself: the database is away, or somebody is in the way. It says nothing against the work
 * that was under way, which is to be tried again and not to be given up.
 */
export function isPassing(error: unknown): boolean {
  const fault = databaseFault(error);
  return fault !== undefined && fault !== 'slow';
}
