import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a run was made of is added up where the facts are read, rather than read once more when it is made. */
export class InputSums1795392000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table run_chunks add column inputs numeric;
      comment on column run_chunks.inputs is 'Sum of the hashes of the facts that were read, like digest';
      update runs set status = 'failed', failure = 'the service was updated while it was scored'
      where status in ('queued', 'scoring');
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
