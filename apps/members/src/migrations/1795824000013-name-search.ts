import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People are found by name, by pinyin and by initials; the pinyin of those that are there is filled in by the service. */
export class NameSearch1795824000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      alter table people add column name_pinyin text collate "C", add column name_initials text collate "C";
      comment on column people.name_pinyin is 'Of the name, in small letters without tones and spaces; null: not filled in yet';
      create index people_pinyin on people (name_pinyin);
      create index people_initials on people (name_initials);
      create index people_employee_number on people (lower(employee_number) collate "C");
      create index people_without_pinyin on people (id) where name_pinyin is null;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
