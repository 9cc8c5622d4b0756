import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From what members are exempt, for which reason and how long; and the rule that one of the reasons rests on. */
export class Exemptions1795824000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      -- Of PostgreSQL itself: an exclusion constraint over ids and periods needs it.
      create extension if not exists btree_gist with schema public;

      create table exemptions (
        id uuid primary key default uuidv7(),
        person_id uuid not null references people,
        exempts_from text not null check (exempts_from in ('attendance', 'vote_count')),
        reason text not null check (reason in ('bed_ridden', 'unable_to_care_for_self', 'abroad', 'serving_sentence',
          'transfer_overdue', 'retired_to_home_town', 'floating_at_own_request', 'suspended', 'detained', 'long_sick')),
        decision text not null check (decision <> ''),
        starts_on date not null,
        ends_on date check (ends_on >= starts_on),
        approved_by uuid not null references accounts,
        created_at timestamptz not null default now(),
        constraint exemptions_one_at_a_time exclude using gist (person_id with =, exempts_from with =,
          daterange(starts_on, ends_on) with &&)
      );
      comment on table exemptions is 'The reason may tell of illness: it is shown to those alone who manage members';
      comment on column exemptions.exempts_from is 'attendance, or the base of votes (应到会)';
      comment on column exemptions.ends_on is 'The first day on which it no longer holds; null while it does';
      create index exemptions_position on exemptions (starts_on, id);

      insert into rule_values (code, valid_from, value) values ('abroad_months', '1949-10-01', 6);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
