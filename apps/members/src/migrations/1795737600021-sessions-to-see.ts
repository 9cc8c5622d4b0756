import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the owner of a session sees of it. */
export class SessionsToSee1795737600021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      alter table sessions add column client text check (length(client) between 1 and 200);
      comment on column sessions.client is 'What the client said it is, as the session began (User-Agent)';
      alter table sessions add column last_used_at timestamptz;
      comment on column sessions.last_used_at is 'When its tokens were last renewed; null: never';
      create index sessions_account_begun on sessions (account_id, id);
      drop index sessions_account;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
