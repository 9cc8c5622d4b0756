import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which passwords must be changed before anything else; which sessions outlived a change of the password. */
export class PasswordsToChange1795737600020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      alter table accounts add column password_must_change boolean not null default false;
      comment on column accounts.password_must_change is
        'The password is known to whoever made the account: it opens nothing but its own change';
      alter table sessions add column kept_at timestamptz;
      comment on column sessions.kept_at is
        'When it was kept as others of the account were ended: as good as begun then';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
