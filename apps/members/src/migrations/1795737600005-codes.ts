import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Codes1795737600005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';

      create table codes (
        id uuid primary key,
        person_id uuid references people,
        organization_id uuid references organizations,
        token_sealed bytea not null,
        token_index bytea not null unique,
        issued_by uuid not null references accounts,
        issued_at timestamptz not null default now(),
        revoked_by uuid references accounts,
        revoked_at timestamptz check (revoked_at >= issued_at),
        constraint codes_have_one_subject check (num_nonnulls(person_id, organization_id) = 1),
        check ((revoked_at is null) = (revoked_by is null))
      );
      comment on table codes is 'What is printed for members and organizations to be scanned; it lasts until it is reissued';
      comment on column codes.token_sealed is 'To be printed again';
      comment on column codes.token_index is 'Blind index: a scan is looked up by it';
      create unique index codes_one_of_person on codes (person_id) where revoked_at is null;
      create unique index codes_one_of_organization on codes (organization_id) where revoked_at is null;

      -- Whoever scans a code need not say who they are.
      alter table looks alter column viewer_account_id drop not null;
      comment on column looks.viewer_account_id is 'Null: somebody who showed no token';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
