import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Exemptions are told to the other services: each row says which transaction changed it last, as `directory_feed` says
 * of what it notes. They are not noted there, where copies of yesterday would find a kind that they do not know.
 */
export class ToldExemptions1796000400071 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      alter table exemptions add column xid xid8 not null default pg_current_xact_id();
      comment on column exemptions.xid is 'The transaction that changed it last: its position in what is told of exemptions';
      create index exemptions_told on exemptions (xid, id) where exempts_from = 'attendance';

      create function exemption_changed() returns trigger language plpgsql as $$
      begin
        new.xid := pg_current_xact_id();
        return new;
      end $$;
      create trigger exemptions_changed before insert or update on exemptions
        for each row execute function exemption_changed();
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
