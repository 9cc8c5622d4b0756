import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People are kept by hand too: their address is sealed like the other numbers of theirs. */
export class PeopleByHand1795824000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';
      alter table people add column address_sealed bytea;
      comment on column people.address_sealed is 'Where the person lives; nobody is looked up by it';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
