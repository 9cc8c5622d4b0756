import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names and employee numbers with signs in them are found however those are written; the service fills in the names' keys. */
export class NamesWithSigns1795824000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      alter table people add column name_key text collate "C";
      comment on column people.name_key is
        'The name without the signs in it, in small letters; null: it is the name itself, which is its own key';
      create index people_name_key on people (name_key) where name_key is not null;
      drop index people_employee_number;
      create index people_employee_number_key on people
        (translate(lower(employee_number), ' -_./\\#()·–—', '') collate "C");
      -- Those that are not of ordinary characters alone get their keys anew, and right.
      update people set name_pinyin = null, name_initials = null where name !~ '^[一-鿿]+$';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
