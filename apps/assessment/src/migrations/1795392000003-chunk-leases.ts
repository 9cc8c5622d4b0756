import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ChunkLeases1795392000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';

      alter table run_chunks add column leased_until timestamptz;
      comment on column run_chunks.leased_until is 'Nobody else may claim the chunk before; null: nobody works on it';
      comment on column run_chunks.attempt is
        'The fence: counts claims, and who finds another number than its own was overtaken and commits nothing';

      alter table runs drop constraint runs_status_check;
      alter table runs add constraint runs_status_check
        check (status in ('queued', 'scoring', 'draft', 'published', 'failed', 'cancelled'));
      alter table runs add column input_hash text;
      alter table runs add column ended_at timestamptz;
      comment on column runs.input_hash is
        'Over what the run is made of: month, schemes, roster, facts up to as_of; null for runs made before it was kept';
      comment on column runs.ended_at is 'When it failed or was cancelled';
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
