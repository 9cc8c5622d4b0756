import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether an import refuses people who are there already, or brings their records up to date. */
export class RosterImportModes1795824000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      alter table roster_imports add column mode text not null default 'create'
        check (mode in ('create', 'update'));
      comment on column roster_imports.mode is
        'create: who is there already is an error; update: the record takes over what the row says';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
