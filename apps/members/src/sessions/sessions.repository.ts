import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query, type Transaction } from '#libs/database';
import { isLive } from './live-session.js';

export interface LoginAccount {
  readonly id: string;
  readonly passwordHash: string;
  readonly disabled: boolean;
  readonly passwordMustChange: boolean;
}

export interface LiveSession {
  readonly id: string;
  readonly accountId: string;
  readonly passwordMustChange: boolean;
}

const loginColumns = `account.id, account.password_hash as "passwordHash", account.disabled,
  account.password_must_change as "passwordMustChange"`;

/** Sessions, and the chain of refresh tokens that each of them is. Tokens are kept as hashes only. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** By user name; or by the phone of its person, if that is the phone of one account only. */
  async accountToLogIn(
    username: string,
    phoneIndex: Buffer | null,
  ): Promise<LoginAccount | undefined> {
    const [row] = await query<LoginAccount>(
      this.dataSource,
      `with named as (
         select ${loginColumns} from accounts account where lower(username) = lower($1) and password_hash is not null
       ),
       called as (
         select ${loginColumns} from people person join accounts account on account.person_id = person.id
         where person.phone_index = $2::bytea limit 2
       )
       select * from named
       union all
       select * from called where not exists (select from named) and (select count(*) from called) = 1`,
      [username, phoneIndex],
    );
    return row;
  }

  /**
   * Begun when the account's lock is had, not when the transaction began: what kills sessions takes that lock, too.
   *
   * @returns undefined when the password that was compared is no longer the account's, or it was disabled since.
   */
  async begin(
    tx: Transaction,
    account: LoginAccount,
    client: string | null,
    expiresAt: Date,
  ): Promise<string | undefined> {
    await tx.query('delete from sessions where account_id = $1 and expires_at < now()', [
      account.id,
    ]);
    const [row] = await query<{ id: string }>(
      tx,
      `with compared as (
         select id from accounts where id = $1 and password_hash = $2 and not disabled for share
       )
       insert into sessions (account_id, created_at, expires_at, client)
       select id, clock_timestamp(), $3, $4 from compared returning id`,
      [account.id, account.passwordHash, expiresAt, client],
    );
    return row?.id;
  }

  async addToken(tx: Transaction, sessionId: string, hash: Buffer): Promise<void> {
    await tx.query('insert into refresh_tokens (hash, session_id) values ($1, $2)', [
      hash,
      sessionId,
    ]);
  }

  /** Whoever ends its sessions takes the account's lock first, too: so neither waits for the other. */
  async shareAccountOf(tx: Transaction, hash: Buffer): Promise<void> {
    await tx.query(
      `select from refresh_tokens token
         join sessions session on session.id = token.session_id
         join accounts account on account.id = session.account_id
       where token.hash = $1 for share of account`,
      [hash],
    );
  }

  /** @returns the account of the token, undefined where the token is unknown. */
  async lockAccountOf(tx: Transaction, hash: Buffer): Promise<string | undefined> {
    const [account] = await query<{ id: string }>(
      tx,
      `select account.id from refresh_tokens token
         join sessions session on session.id = token.session_id
         join accounts account on account.id = session.account_id
       where token.hash = $1 for update of account`,
      [hash],
    );
    return account?.id;
  }

  /** Uses a refresh token up. @returns false when it is unknown or was used before. */
  async useToken(tx: Transaction, hash: Buffer): Promise<boolean> {
    const used = await query(
      tx,
      'update refresh_tokens set used_at = now() where hash = $1 and used_at is null returning hash',
      [hash],
    );
    return used.length > 0;
  }

  /** The session of the token while it lives: not revoked, not expired, its account neither disabled nor reset since. */
  async liveSession(tx: Transaction, hash: Buffer, now: Date): Promise<LiveSession | undefined> {
    const [row] = await query<LiveSession>(
      tx,
      `select session.id, session.account_id as "accountId", account.password_must_change as "passwordMustChange"
       from refresh_tokens token
         join sessions session on session.id = token.session_id
         join accounts account on account.id = session.account_id
       where token.hash = $1 and ${isLive('$2')} and not account.disabled
       for update of session`,
      [hash, now],
    );
    return row;
  }

  async prolong(tx: Transaction, sessionId: string, expiresAt: Date): Promise<void> {
    await tx.query('update sessions set expires_at = $2, last_used_at = now() where id = $1', [
      sessionId,
      expiresAt,
    ]);
  }

  /** Ends all sessions of the account but one, which outlives that the account's tokens of before are dead. */
  async keepOnly(tx: Transaction, accountId: string, kept: string): Promise<void> {
    await tx.query(
      `update sessions set revoked_at = now() where account_id = $1 and id <> $2 and revoked_at is null`,
      [accountId, kept],
    );
    await tx.query(
      'update sessions set kept_at = clock_timestamp() where account_id = $1 and id = $2',
      [accountId, kept],
    );
  }

  /** Whoever logs in to it meanwhile, or changes what it is, comes before or behind. */
  async lockAccount(tx: Transaction, accountId: string): Promise<void> {
    await tx.query('select from accounts where id = $1 for update', [accountId]);
  }

  /** @returns how many there were. */
  async end(
    tx: Transaction,
    accountId: string,
    which: { readonly only: string } | { readonly except: string },
    now: Date,
  ): Promise<number> {
    const [those, id] = 'only' in which ? ['=', which.only] : ['<>', which.except];
    const ended = await query(
      tx,
      `update sessions session set revoked_at = now() from accounts account
       where account.id = session.account_id and account.id = $1 and session.id ${those} $2
         and ${isLive('$3')} returning session.id`,
      [accountId, id, now],
    );
    return ended.length;
  }

  /** @returns false where it had ended before. */
  async endByToken(tx: Transaction, hash: Buffer): Promise<boolean> {
    const ended = await query(
      tx,
      `update sessions set revoked_at = now() where revoked_at is null
         and id = (select session_id from refresh_tokens where hash = $1) returning id`,
      [hash],
    );
    return ended.length > 0;
  }
}
