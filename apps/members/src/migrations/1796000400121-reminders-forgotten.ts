import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reminders that were told long ago are found to be forgotten. */
export class RemindersForgotten1796000400121 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';

      create index reminders_told on reminders (told_at);
      comment on table reminders is
        'Written with the event that tells it: what is here is not told again. Kept while its matter waits, and two years';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
