import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What has been told of days that come near or have passed; and how long before. */
export class Reminders1796000400091 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';

      create table reminders (
        id uuid primary key default uuidv7(),
        kind text not null check (kind in ('probation', 'election', 'letter')),
        stage text not null check (stage in ('near', 'overdue')),
        subject_id uuid not null,
        organization_id uuid not null references organizations,
        due_on date not null,
        told_at timestamptz not null default now(),
        constraint reminders_told_once unique (subject_id, kind, due_on, stage, organization_id)
      );
      comment on table reminders is 'Written with the event that tells it: what is here is not told again';
      comment on column reminders.subject_id is 'The person on probation, the organization that elects, or the transfer';
      comment on column reminders.organization_id is 'Who has to act; whoever must after them is told anew';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
