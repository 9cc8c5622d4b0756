import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Transfers of members (组织关系转接): one row each, and a line for every step; and what they do to memberships. */
export class Transfers1795824000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';

      create table transfers (
        id uuid primary key default uuidv7(),
        person_id uuid not null references people,
        from_organization_id uuid references organizations,
        to_organization_id uuid references organizations,
        outside_name text check (outside_name <> ''),
        outside_contact_sealed bytea,
        state text not null check (state in ('requested', 'approved_out', 'letter_issued', 'accepted', 'rejected',
          'expired', 'withdrawn')),
        letter_number text check (letter_number <> ''),
        letter_issued_on date,
        expires_on date check (expires_on >= letter_issued_on),
        code_sealed bytea,
        code_index bytea unique,
        closed_on date,
        created_at timestamptz not null default now(),
        constraint transfers_have_two_sides check (num_nonnulls(from_organization_id, to_organization_id, outside_name) = 2),
        constraint transfers_go_elsewhere check (from_organization_id <> to_organization_id),
        check (outside_contact_sealed is null or outside_name is not null),
        check (num_nonnulls(letter_number, letter_issued_on, expires_on) in (0, 3)),
        check ((code_sealed is null) = (code_index is null)),
        check ((closed_on is null) = (state in ('requested', 'approved_out', 'letter_issued')))
      );
      comment on table transfers is 'From one organization to another; where one of them is null the other side is outside the suite';
      comment on column transfers.state is
        'As it was left: a letter that has run out is expired although nobody has written so; it is written when the next transfer begins';
      comment on column transfers.outside_name is 'The organization outside the suite';
      comment on column transfers.outside_contact_sealed is 'How it is reached: a number or an address, perhaps of a person';
      comment on column transfers.expires_on is 'The last day on which the letter is good';
      comment on column transfers.code_sealed is 'What the letter is verified by, to be printed again';
      comment on column transfers.code_index is 'Blind index: whoever verifies a letter finds it by this';
      create unique index transfers_one_open on transfers (person_id) where closed_on is null;
      create index transfers_person on transfers (person_id, id);
      create unique index transfers_letter_number on transfers (letter_number) where from_organization_id is not null;

      create table transfer_steps (
        id uuid primary key default uuidv7(),
        transfer_id uuid not null references transfers,
        step text not null check (step in ('requested', 'approved_out', 'letter_issued', 'accepted', 'rejected',
          'withdrawn')),
        done_on date not null,
        reason text check (reason <> ''),
        done_by uuid not null references accounts,
        created_at timestamptz not null default now(),
        unique (transfer_id, step)
      );
      comment on table transfer_steps is 'Added to, and never changed: who did what of a transfer, as of which day, and why';

      create table transfer_letter_numbers (
        year smallint primary key,
        last integer not null check (last > 0)
      );
      comment on table transfer_letter_numbers is 'The last number of a letter in each year: letters are counted without a gap';

      alter table membership_changes
        drop constraint membership_changes_change_check,
        add constraint membership_changes_change_check check (change in ('confirmed', 'probation_extended',
          'probation_cancelled', 'floating', 'long_sick', 'returned', 'transferred', 'transferred_out', 'transferred_in'));

      insert into rule_values (code, valid_from, value) values ('transfer_letter_months', '1949-10-01', 3);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
