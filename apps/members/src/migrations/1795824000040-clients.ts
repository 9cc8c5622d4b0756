import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Programs that log in by a secret: what their tokens may be used for, their secrets, and how often they come. */
export class Clients1795824000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';

      alter table accounts alter column password_hash drop not null;
      comment on column accounts.password_hash is 'Null of a client, which logs in by its secrets only';

      create table clients (
        account_id uuid primary key references accounts,
        scopes text[] not null check (cardinality(scopes) > 0),
        version integer not null default 1,
        created_at timestamptz not null default now()
      );

      create table client_secrets (
        id uuid primary key default uuidv7(),
        account_id uuid not null references clients,
        digest bytea not null unique,
        hint text not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        revoked_at timestamptz,
        last_used_at timestamptz
      );
      comment on column client_secrets.hint is 'Its last four characters, to tell one from another';
      create index client_secrets_account_id on client_secrets (account_id);

      create table client_usage (
        account_id uuid not null references clients,
        day date not null,
        tokens integer not null default 0,
        refused integer not null default 0,
        primary key (account_id, day)
      );
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
