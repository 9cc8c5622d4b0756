import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import { accountWithin } from './account-within.js';
import { Account } from './account.entity.js';
import { Grant } from './grant.entity.js';

interface SetPassword {
  readonly passwordHash: string;
  readonly passwordMustChange: boolean;
}

@Injectable()
export class AccountsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async findForUpdate(
    tx: Transaction,
    id: string,
    ranges: readonly PathRange[],
  ): Promise<Account | null> {
    const [row] = await query<{ id: string }>(
      tx,
      `select id from accounts account where id = $1 and ${accountWithin(2, 3)} for update`,
      [id, ...rangeValues(ranges)],
    );
    return row ? tx.findOneByOrFail(Account, { id: row.id }) : null;
  }

  /** A role of the account that reaches, now or later, beyond the ranges. */
  async reachesBeyond(
    tx: Transaction,
    holder: { readonly accountId: string } | { readonly personId: string },
    ranges: readonly PathRange[],
    today: string,
  ): Promise<boolean> {
    const [held, id] =
      'accountId' in holder
        ? (['effective_grants where account_id', holder.accountId] as const)
        : (['person_roles where person_id', holder.personId] as const);
    const beyond = await query(
      tx,
      `select from (select organization_id, ends_on from ${held} = $1) as held
         join organizations organization on organization.id = held.organization_id
       where (held.ends_on is null or held.ends_on > $4::date) and not ${withinRanges('organization.path', 2, 3)}
       limit 1`,
      [id, ...rangeValues(ranges), today],
    );
    return beyond.length > 0;
  }

  async insert(
    tx: Transaction,
    account: Pick<Account, 'personId' | 'username' | 'passwordHash' | 'passwordMustChange'>,
  ): Promise<string> {
    const [row] = await query<{ id: string }>(
      tx,
      `insert into accounts (person_id, username, password_hash, password_must_change)
       values ($1, $2, $3, $4) returning id`,
      [account.personId, account.username, account.passwordHash, account.passwordMustChange],
    );
    if (!row) throw new Error('the account was not inserted');
    return row.id;
  }

  async insertGrants(tx: Transaction, grants: readonly Omit<Grant, 'id'>[]): Promise<string[]> {
    if (grants.length === 0) return [];
    const { identifiers } = await tx.insert(Grant, [...grants]);
    return identifiers.map(({ id }) => String(id));
  }

  /** Disabling kills what is out; enabling again does not bring it back to life. */
  async setDisabled(tx: Transaction, id: string, disabled: boolean): Promise<void> {
    const dead = disabled ? ', tokens_valid_from = clock_timestamp()' : '';
    await tx.query(`update accounts set disabled = $2 ${dead} where id = $1 and disabled <> $2`, [
      id,
      disabled,
    ]);
  }

  /** Kills what is out: every token, every session that is not kept in the same transaction. Under the account's lock. */
  async setPassword(
    tx: Transaction,
    id: string,
    { passwordHash, passwordMustChange }: SetPassword,
  ): Promise<void> {
    await tx.query(
      `update accounts set password_hash = $2, password_must_change = $3,
         tokens_valid_from = clock_timestamp()
       where id = $1`,
      [id, passwordHash, passwordMustChange],
    );
  }

  own(id: string): Promise<Account> {
    return this.dataSource.manager.findOneByOrFail(Account, { id });
  }

  /** Under its lock. */
  ownForUpdate(tx: Transaction, id: string): Promise<Account> {
    return tx.findOneOrFail(Account, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async findGrantForUpdate(
    tx: Transaction,
    id: string,
    ranges: readonly PathRange[],
  ): Promise<Grant | null> {
    const [row] = await query<{ id: string }>(
      tx,
      `select held.id from grants held join organizations organization on organization.id = held.organization_id
       where held.id = $1 and ${withinRanges('organization.path', 2, 3)} for update of held`,
      [id, ...rangeValues(ranges)],
    );
    return row ? tx.findOneByOrFail(Grant, { id: row.id }) : null;
  }

  async endGrant(tx: Transaction, id: string, endsOn: string): Promise<void> {
    await tx.update(Grant, { id }, { endsOn });
  }

  /** One of several copies of the service that boot together makes the first administrator. */
  async lockForFirst(tx: Transaction): Promise<{ readonly exists: boolean }> {
    await tx.query('select pg_advisory_xact_lock(847211)');
    const rows = await query(tx, 'select from accounts limit 1');
    return { exists: rows.length > 0 };
  }
}
