import type { MigrationInterface, QueryRunner } from 'typeorm';
import { directoryTables } from '#libs/directory';
import { messagingTables } from '#libs/messaging';

/**
 * An activity names its organization by id and keeps no path: an organization that moves takes its activities along,
 * since scope is decided by the directory's path of today.
 */
export class Foundation1761955200002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingTables);
    await runner.query(directoryTables);
    await runner.query(`
      create table activities (
        id uuid primary key default uuidv7(),
        organization_id uuid not null,
        types text[] not null check (cardinality(types) between 1 and 4 and types <@ array['branch_meeting',
          'committee_meeting', 'group_meeting', 'lecture', 'theme_day', 'organizational_life_meeting',
          'appraisal_meeting', 'heart_to_heart', 'study_session', 'member_day', 'brainstorm', 'service',
          'political_birthday']),
        title text not null,
        starts_at timestamptz not null,
        held_on date not null,
        place text,
        agenda text,
        status text not null default 'planned'
          check (status in ('planned', 'held', 'submitted', 'returned', 'filed', 'cancelled')),
        minutes text not null default '',
        outcome text,
        follow_up text,
        lecturers uuid[] not null default '{}' check (cardinality(lecturers) <= 20),
        warnings jsonb not null default '[]' check (jsonb_typeof(warnings) = 'array'),
        recorded_at timestamptz,
        backfilled boolean not null default false,
        submitted_by uuid,
        submitted_at timestamptz,
        reviewed_by uuid,
        reviewed_at timestamptz,
        return_reason text,
        cancel_reason text,
        created_by uuid not null,
        created_at timestamptz not null default now(),
        version integer not null default 1,
        constraint activities_recorded_when_held
          check (status in ('planned', 'cancelled') or recorded_at is not null),
        constraint activities_submitted_with_minutes
          check (status not in ('submitted', 'filed') or (submitted_by is not null and minutes <> '')),
        constraint activities_filed_by_a_reviewer
          check (status <> 'filed' or reviewed_by is not null)
      );
      comment on column activities.types is 'The first is the principal type: it decides who is due';
      comment on column activities.held_on is 'The day of starts_at in Asia/Shanghai';
      comment on column activities.recorded_at is 'When it was first recorded as held';
      create unique index activities_one_record_an_event
        on activities (organization_id, (types[1]), starts_at) where status <> 'cancelled';
      create index activities_of_organization on activities (organization_id, starts_at desc, id desc);

      create table attendances (
        activity_id uuid not null references activities (id),
        person_id uuid not null,
        status text not null check (status in ('present', 'leave', 'absent', 'made_up', 'exempt')),
        reason text,
        made_up_on date,
        note text,
        revision integer not null default 0,
        primary key (activity_id, person_id),
        constraint attendances_made_up_on_a_day check ((status = 'made_up') = (made_up_on is not null)),
        constraint attendances_exempt_with_reason check (status <> 'exempt' or reason <> '')
      );
      create index attendances_of_person on attendances (person_id);

      create table evidence (
        id uuid primary key default uuidv7(),
        activity_id uuid not null references activities (id),
        position smallint not null,
        kind text not null check (kind in ('link', 'sign_in_sheet', 'note')),
        value text not null,
        unique (activity_id, position)
      );

      create table reviews (
        id uuid primary key default uuidv7(),
        activity_id uuid not null references activities (id),
        decision text not null check (decision in ('approved', 'returned')),
        reason text,
        reviewed_by uuid not null,
        reviewed_at timestamptz not null,
        constraint reviews_return_with_reason check (decision <> 'returned' or reason <> '')
      );
      create index reviews_of_activity on reviews (activity_id, id);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
