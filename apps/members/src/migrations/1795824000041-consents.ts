import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What members let the fellows of their branch see; a consent that is taken back is kept as a line. */
export class Consents1795824000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table consents (
        id uuid primary key default uuidv7(),
        person_id uuid not null references people,
        field text not null,
        given_at timestamptz not null default now(),
        withdrawn_at timestamptz check (withdrawn_at >= given_at)
      );
      create unique index consents_given on consents (person_id, field) where withdrawn_at is null;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
