import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people decided of memberships, each with its day and its document; and the rules that it rests on. */
export class MembershipChanges1795737600010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      alter table memberships add column probation_until date check (probation_until > admitted_on);
      comment on column memberships.probation_until is
        'The day on which an extended probation ends; null: after as long as the rule says';

      create table membership_changes (
        id uuid primary key default uuidv7(),
        person_id uuid not null references people,
        organization_id uuid not null references organizations,
        change text not null check (change in ('confirmed', 'probation_extended', 'probation_cancelled', 'floating',
          'long_sick', 'returned')),
        changed_on date not null,
        until date check (until > changed_on),
        host text check (host <> ''),
        contact_person_id uuid references people,
        decision text not null check (decision <> ''),
        decided_by uuid not null references accounts,
        created_at timestamptz not null default now()
      );
      comment on table membership_changes is 'Added to, and never changed: what was decided stays what was decided';
      comment on column membership_changes.organization_id is 'Where the person belonged at that time';
      comment on column membership_changes.host is 'Of a floating member: where they take part meanwhile';
      comment on column membership_changes.contact_person_id is 'Who keeps in touch with a floating or long sick member';
      create index memberships_probationary on memberships (organization_id) where kind = 'probationary' and ends_on is null;
      create index membership_changes_person on membership_changes (person_id, changed_on, id);

      insert into rule_values (code, valid_from, value) values
        ('probation_months', '1949-10-01', 12),
        ('probation_extension_months', '1949-10-01', 12),
        ('floating_months', '1949-10-01', 6);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
