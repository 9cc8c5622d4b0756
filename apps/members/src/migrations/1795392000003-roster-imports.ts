import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RosterImports1795392000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table roster_imports (
        id uuid primary key default uuidv7(),
        created_by uuid not null references accounts (id),
        dry_run boolean not null,
        status text not null default 'queued'
          check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
        phase text not null default 'queued'
          check (phase in ('queued', 'reading', 'checking', 'writing', 'done')),
        done integer not null default 0 check (done >= 0),
        total integer check (total >= 0),
        file_sealed bytea,
        attempt integer not null default 0,
        failures integer not null default 0,
        leased_until timestamptz,
        report jsonb,
        problem jsonb,
        created_at timestamptz not null default now(),
        started_at timestamptz,
        ended_at timestamptz,
        constraint roster_imports_keep_no_file check (
          (file_sealed is null) = (status in ('succeeded', 'failed', 'cancelled'))),
        constraint roster_imports_end check (
          (ended_at is null) = (status in ('queued', 'running')))
      );
      comment on table roster_imports is 'Rosters sent in, and what came of them: numbers of rows and names of fields, no values';
      comment on column roster_imports.file_sealed is 'The file, sealed like a column, until the work is done';
      comment on column roster_imports.done is 'Rows, once for each phase they have been through';
      comment on column roster_imports.attempt is
        'The fence: counts claims, and who finds another number than its own was overtaken and commits nothing';
      comment on column roster_imports.leased_until is 'Nobody else may claim the import before; null: nobody works on it';
      create index roster_imports_waiting on roster_imports (id) where status in ('queued', 'running');
      -- What is sealed cannot be pressed any smaller.
      alter table roster_imports alter column file_sealed set storage external;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
