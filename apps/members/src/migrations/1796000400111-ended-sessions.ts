import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That a session ended is told with its account, whoever ends it; that one begins or is renewed is not. */
export class EndedSessions1796000400111 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      create index sessions_ended on sessions (account_id, revoked_at) where revoked_at is not null;

      create function session_ended() returns trigger language plpgsql as $$
      begin
        perform tell_directory('account', array[new.account_id]);
        return null;
      end $$;
      create trigger sessions_ended after update of revoked_at on sessions
        for each row when (new.revoked_at is distinct from old.revoked_at) execute function session_ended();
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
