import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query } from '#libs/database';
import { FREE_FAILURES, waitSeconds } from './slow-down.policy.js';

/** Where the wait grows no more. */
const MOST_FAILURES = 20;
const waits = Array.from({ length: MOST_FAILURES }, (_, i) => waitSeconds(i + 1));

/**
 * Attempts in a row that failed, by what they are counted by. That is kept as hashes, of known users and unknown alike: a
 * slowed log-in does not tell whether the user exists.
 */
@Injectable()
export class LoginAttemptsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Counts an attempt as failed before it is made, in one statement, so that many at once are counted too.
   * @returns how many seconds to wait; 0 when the attempt may be made.
   */
  async claim(key: Buffer, now: Date): Promise<number> {
    const claimed = await query(
      this.dataSource,
      `insert into login_attempts as known (username_hash, failures, last_at, retry_at) values ($1, 1, $2, $2)
       on conflict (username_hash) do update
         set failures = least(known.failures + 1, ${MOST_FAILURES}), last_at = excluded.last_at,
           retry_at = excluded.last_at
             + make_interval(secs => ($3::integer[])[least(known.failures + 1, ${MOST_FAILURES})])
         where known.failures < ${FREE_FAILURES} or known.retry_at <= excluded.last_at
       returning failures`,
      [key, now, waits],
    );
    return claimed.length > 0 ? 0 : this.remaining(key, now);
  }

  /** Forgets the failures, and those of others that nobody has repeated for a day. */
  async succeeded(keys: readonly Buffer[], now: Date): Promise<void> {
    await this.dataSource.query(
      `delete from login_attempts
       where username_hash = any($1::bytea[]) or last_at < $2::timestamptz - interval '1 day'`,
      [keys, now],
    );
  }

  private async remaining(key: Buffer, now: Date): Promise<number> {
    const [row] = await query<{ retry_at: Date }>(
      this.dataSource,
      `select retry_at from login_attempts where username_hash = $1`,
      [key],
    );
    return Math.max(1, Math.ceil(((row?.retry_at.getTime() ?? 0) - now.getTime()) / 1000));
  }
}
