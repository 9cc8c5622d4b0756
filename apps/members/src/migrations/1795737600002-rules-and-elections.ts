import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The rules on sizes and terms as dated rows; when each organization last elected; who holds an office for another. */
export class RulesAndElections1795737600002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table rule_values (
        code text not null check (code <> ''),
        valid_from date not null,
        value integer not null check (value > 0),
        decision text check (decision <> ''),
        decided_by uuid references accounts,
        created_at timestamptz not null default now(),
        primary key (code, valid_from)
      );
      comment on table rule_values is 'The numbers of the regulations, each in force until the next of its code is';
      insert into rule_values (code, valid_from, value)
      select code, '1949-10-01', value from (values
        ('branch_members_least', 3),
        ('branch_members_most', 50),
        ('branch_committee_from', 7),
        ('branch_committee_least', 3),
        ('branch_committee_most', 7),
        ('general_branch_members_least', 50),
        ('committee_members_least', 100),
        ('branch_term_years', 3),
        ('general_branch_term_years', 3),
        ('committee_term_years', 5),
        ('election_notice_months', 6)) as rule(code, value);

      alter table organizations add column elected_on date;
      comment on column organizations.elected_on is 'The day of the last election of its committee or secretary (换届)';

      alter table offices add column acting boolean not null default false;
      comment on column offices.acting is 'Held in the place of another, or until somebody is elected (代理, 主持工作)';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
