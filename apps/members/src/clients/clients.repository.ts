import { Injectable } from '@nestjs/common';
import type { Scope } from '#libs/contracts';
import { query, type Transaction } from '#libs/database';
import { SECRETS_AT_ONCE } from './client-secrets.js';

export interface Client {
  readonly scopes: readonly Scope[];
  readonly version: number;
}

interface Shown {
  readonly secretId: string;
  readonly scopes: readonly Scope[];
}

/** Clients and their secrets, of which the digests are kept. Whoever changes them holds the lock of the account. */
@Injectable()
export class ClientsRepository {
  async insert(tx: Transaction, accountId: string, scopes: readonly Scope[]): Promise<void> {
    await tx.query('insert into clients (account_id, scopes) values ($1, $2)', [accountId, scopes]);
  }

  async find(tx: Transaction, accountId: string): Promise<Client | undefined> {
    const [row] = await query<Client>(
      tx,
      'select scopes, version from clients where account_id = $1',
      [accountId],
    );
    return row;
  }

  async change(
    tx: Transaction,
    accountId: string,
    { name, scopes }: { readonly name: string; readonly scopes: readonly Scope[] },
  ): Promise<void> {
    await tx.query('update clients set scopes = $2, version = version + 1 where account_id = $1', [
      accountId,
      scopes,
    ]);
    await tx.query('update accounts set username = $2 where id = $1', [accountId, name]);
  }

  /** @returns undefined when there are as many as there may be. */
  async addSecret(
    tx: Transaction,
    accountId: string,
    secret: { readonly digest: Buffer; readonly hint: string; readonly expiresAt: Date },
    now: Date,
  ): Promise<string | undefined> {
    const [row] = await query<{ id: string }>(
      tx,
      `insert into client_secrets (account_id, digest, hint, expires_at)
       select $1, $2, $3, $4
       where (select count(*) from client_secrets
         where account_id = $1 and revoked_at is null and expires_at > $5) < ${SECRETS_AT_ONCE}
       returning id`,
      [accountId, secret.digest, secret.hint, secret.expiresAt, now],
    );
    return row?.id;
  }

  /** @returns whether there was one to revoke. */
  async revokeSecret(tx: Transaction, accountId: string, secretId: string): Promise<boolean> {
    const revoked = await query(
      tx,
      `update client_secrets set revoked_at = now()
       where id = $2 and account_id = $1 and revoked_at is null returning id`,
      [accountId, secretId],
    );
    return revoked.length > 0;
  }

  /** Kills the tokens that are out. */
  async killTokens(tx: Transaction, accountId: string): Promise<void> {
    await tx.query('update accounts set tokens_valid_from = clock_timestamp() where id = $1', [
      accountId,
    ]);
  }

  /**
   * Shows a secret. Looked at when the account's lock is had, by a statement of its own: the one that waits for the lock
   * goes on with the other tables as they were before, and would give a token for what was taken away meanwhile.
   *
   * @returns undefined unless it is one of this client, good, and the client not disabled.
   */
  async show(
    tx: Transaction,
    accountId: string,
    digest: Buffer,
    now: Date,
  ): Promise<Shown | undefined> {
    await tx.query(
      `select from client_secrets secret join accounts account on account.id = secret.account_id
       where secret.digest = $1 for share of account`,
      [digest],
    );
    const [row] = await query<Shown>(
      tx,
      `select secret.id as "secretId", client.scopes
       from client_secrets secret
         join clients client on client.account_id = secret.account_id
         join accounts account on account.id = client.account_id
       where secret.digest = $2 and secret.account_id::text = $1 and secret.revoked_at is null
         and secret.expires_at > $3 and not account.disabled`,
      [accountId, digest, now],
    );
    return row;
  }

  async used(tx: Transaction, secretId: string, now: Date): Promise<void> {
    await tx.query('update client_secrets set last_used_at = $2 where id = $1', [secretId, now]);
  }

  /** Nothing is counted of ids that are no client's. */
  async count(
    tx: Transaction,
    accountId: string,
    what: 'tokens' | 'refused',
    day: string,
  ): Promise<void> {
    await tx.query(
      `insert into client_usage (account_id, day, ${what})
       select account_id, $2::date, 1 from clients where account_id::text = $1
       on conflict (account_id, day) do update set ${what} = client_usage.${what} + 1`,
      [accountId, day],
    );
  }
}
