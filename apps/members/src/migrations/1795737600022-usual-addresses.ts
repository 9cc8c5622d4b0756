import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From where each account logs in: others' failures do not slow it there. */
export class UsualAddresses1795737600022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      create table login_addresses (
        account_id uuid not null references accounts,
        address_hash bytea not null,
        last_at timestamptz not null,
        primary key (account_id, address_hash)
      );
      comment on table login_addresses is 'From where accounts logged in during the last 30 days';
      comment on column login_addresses.address_hash is 'Keyed, of account and address: it tells nobody else which';
      create index login_addresses_last on login_addresses (last_at);
      comment on column login_attempts.username_hash is
        'Keyed, of the name as it was typed, or of name and address';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
