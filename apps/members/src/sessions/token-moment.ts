import { query, type Transaction } from '#libs/database';

/** What a token says of when it was issued. */
export interface TokenMoment {
  /** How far the directory has come: a service that is behind catches up before it decides. */
  readonly directory: string;
  /** By the clock that says when tokens died (`tokens_valid_from`), in milliseconds. */
  readonly issuedMs: number;
}

/** Taken under a lock of the account, so that what kills its tokens comes wholly before or wholly behind. */
export async function tokenMoment(tx: Transaction): Promise<TokenMoment> {
  const [row] = await query<{ directory: string; issued: string }>(
    tx,
    `select coalesce((select xid::text from directory_feed order by directory_feed.xid desc limit 1), '0') as directory,
       floor(extract(epoch from clock_timestamp()) * 1000)::bigint as issued`,
  );
  if (!row) throw new Error('there is no moment');
  return { directory: row.directory, issuedMs: Number(row.issued) };
}
