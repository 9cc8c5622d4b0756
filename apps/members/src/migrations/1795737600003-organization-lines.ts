import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of which line an organization is; those that are there are of the Party. */
export class OrganizationLines1795737600003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table organizations add column line text not null default 'party'
        check (line in ('party', 'administration', 'union', 'youth_league'));
      comment on column organizations.line is '党, 政, 工, 团';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
