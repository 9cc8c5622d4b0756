import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query } from '#libs/database';
import { waitSeconds } from './slow-down.policy.js';

/** Names are kept as hashes, known and unknown alike: a slowed log-in does not tell whether the user exists. */
const key = `sha256(convert_to(lower($1), 'UTF8'))`;

/** Attempts in a row that failed, by user name. */
@Injectable()
export class LoginAttemptsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Counts an attempt as failed before it is made, so that many at once are counted too.
   * @returns how many seconds to wait; 0 when the attempt may be made.
   */
  async claim(username: string, now: Date): Promise<number> {
    const claimed = await query<{ failures: number }>(
      this.dataSource,
      `insert into login_attempts as known (username_hash, failures, last_at, retry_at) values (${key}, 1, $2, $2)
       on conflict (username_hash) do update
         set failures = case when known.last_at < excluded.last_at - interval '1 day' then 1 else known.failures + 1 end,
           last_at = excluded.last_at
         where known.retry_at <= excluded.retry_at
       returning failures`,
      [username, now],
    );
    const [attempt] = claimed;
    if (!attempt) return this.remaining(username, now);
    const wait = waitSeconds(attempt.failures);
    if (wait > 0)
      await this.dataSource.query(`update login_attempts set retry_at = $2 where username_hash = ${key}`, [
        username,
        new Date(now.getTime() + wait * 1000),
      ]);
    return 0;
  }

  async succeeded(username: string, now: Date): Promise<void> {
    await this.dataSource.query(
      `delete from login_attempts where username_hash = ${key} or last_at < $2::timestamptz - interval '1 day'`,
      [username, now],
    );
  }

  private async remaining(username: string, now: Date): Promise<number> {
    const [row] = await query<{ retry_at: Date }>(
      this.dataSource,
      `select retry_at from login_attempts where username_hash = ${key}`,
      [username],
    );
    return Math.max(1, Math.ceil(((row?.retry_at.getTime() ?? 0) - now.getTime()) / 1000));
  }
}
