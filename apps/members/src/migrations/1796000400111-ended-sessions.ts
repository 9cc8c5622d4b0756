import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ended sessions are told to the other services, whoever ends them: each says which transaction did, as exemptions say.
 * That one begins or is renewed is not told, and what ended before this has no position.
 */
export class EndedSessions1796000400111 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      alter table sessions add column ended_xid xid8;
      comment on column sessions.ended_xid is 'The transaction that ended it: its position in what is told of ended sessions';
      create index sessions_told on sessions (ended_xid, id) where ended_xid is not null;
      create index sessions_ended on sessions (account_id, revoked_at) where revoked_at is not null;

      create function session_ended() returns trigger language plpgsql as $$
      begin
        new.ended_xid := pg_current_xact_id();
        return new;
      end $$;
      create trigger sessions_ended before update of revoked_at on sessions
        for each row when (new.revoked_at is distinct from old.revoked_at) execute function session_ended();
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
