import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A photo of each person who has one, in a table of its own: who reads a record need not read it. */
export class PersonPhotos1796000400061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      create table person_photos (
        person_id uuid primary key references people,
        jpeg_sealed bytea not null,
        width smallint not null check (width > 0),
        height smallint not null check (height > 0),
        set_by uuid not null references accounts,
        set_at timestamptz not null default clock_timestamp()
      );
      -- What is sealed does not get smaller: not even tried.
      alter table person_photos alter column jpeg_sealed set storage external;
      comment on table person_photos is 'Each change counts up the version of the person';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
