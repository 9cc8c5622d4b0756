import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where in the tree each organization stood, and when; what is known of those that are there is that they never moved. */
export class OrganizationPlaces1795737600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      create table organization_places (
        organization_id uuid not null references organizations,
        parent_id uuid references organizations,
        starts_on date not null,
        ends_on date check (ends_on > starts_on),
        decision text check (decision <> ''),
        created_at timestamptz not null default now(),
        primary key (organization_id, starts_on)
      );
      comment on table organization_places is 'Below what each organization stood, from when, and until when';
      comment on column organization_places.ends_on is 'The first day on which it no longer stands there; null while it does';
      comment on column organization_places.decision is 'The document by which it came there';
      create unique index organization_places_one_open on organization_places (organization_id) where ends_on is null;
      create index organization_places_parent on organization_places (parent_id);
      -- A trigger, for copies of before found organizations while this is done, and for a moment behind it.
      create function organizations_placed() returns trigger language plpgsql as $$
      begin
        insert into organization_places (organization_id, parent_id, starts_on)
        select id, parent_id, founded_on from founded on conflict do nothing;
        return null;
      end $$;
      create trigger organizations_placed after insert on organizations
        referencing new table as founded for each statement execute function organizations_placed();

      insert into organization_places (organization_id, parent_id, starts_on, ends_on)
      select id, parent_id, founded_on, dissolved_on from organizations
      where dissolved_on is null or dissolved_on > founded_on
      on conflict do nothing;

      alter table organizations add column dissolution_decision text check (dissolution_decision <> '');
      comment on column organizations.dissolution_decision is 'The document by which it was dissolved';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
