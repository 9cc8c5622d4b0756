import type { MigrationInterface, QueryRunner } from 'typeorm';
import { directoryTables } from '#libs/directory';
import { messagingTables } from '#libs/messaging';

/**
 * A message is stored once, for a person or for whoever holds a role in an organization (an audience rule: one row,
 * however many read it). Its text is made when somebody reads it; `params` holds ids, numbers and months only.
 */
export class Foundation1761955200004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingTables);
    await runner.query(directoryTables);
    await runner.query(`
      create table messages (
        id uuid primary key default uuidv7(),
        recipient_person_id uuid,
        organization_id uuid,
        role text check (role in ('member', 'group_leader', 'branch_secretary', 'committee_officer', 'auditor',
          'administrator')),
        template text not null,
        source_id uuid not null,
        subject_id uuid not null,
        params jsonb not null check (jsonb_typeof(params) = 'object'),
        created_at timestamptz not null default now(),
        constraint messages_one_address check (
          (recipient_person_id is not null and organization_id is null and role is null)
          or (recipient_person_id is null and organization_id is not null and role is not null)),
        constraint messages_told_once unique (source_id, subject_id, template)
      );
      comment on column messages.source_id is 'What the message tells of, a run of assessment for one';
      comment on column messages.subject_id is 'Whom it is about: a person, or an organization';
      create index messages_of_person on messages (recipient_person_id, id) where recipient_person_id is not null;
      create index messages_of_audience on messages (organization_id, role, id) where organization_id is not null;

      create table readings (
        reader_id uuid not null,
        message_id uuid not null references messages (id),
        read_at timestamptz not null default now(),
        primary key (reader_id, message_id)
      );
      comment on column readings.reader_id is 'The person, or the account where it is no person''s';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
