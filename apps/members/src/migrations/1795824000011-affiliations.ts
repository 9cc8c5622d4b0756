import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who are no members of the Party belong to an organization too, of whatever line. */
export class Affiliations1795824000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      alter table people add column political_status text check (political_status ~ '^[0-9]{2}$');
      comment on column people.political_status is 'GB/T 4762, of who is no member of the Party';

      create table affiliations (
        id uuid primary key default uuidv7(),
        person_id uuid not null references people,
        organization_id uuid not null references organizations,
        starts_on date not null,
        ends_on date check (ends_on >= starts_on),
        created_at timestamptz not null default now()
      );
      comment on table affiliations is 'Where people belong who are no members of the Party; they are neither counted nor scored';
      comment on column affiliations.ends_on is 'The first day on which they no longer belong there; null while they do';
      create unique index affiliations_one_open on affiliations (person_id) where ends_on is null;
      create index affiliations_person on affiliations (person_id, starts_on desc);
      create index affiliations_organization on affiliations (organization_id, id);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
