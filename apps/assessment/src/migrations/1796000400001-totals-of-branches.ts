import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A branch finds what is below it by one reading of the key, instead of by every organization of its roster. Never null
 * and without a default: a copy of the version before, which knows nothing of it, must fail rather than leave totals that
 * no branch finds.
 */
const branches = `
  alter table run_totals add column branch_id uuid not null default '00000000-0000-0000-0000-000000000000';
  alter table run_totals alter column branch_id drop default;
  comment on column run_totals.branch_id is 'The branch that the path is of or below; all zeros above branches';
`;

/**
 * Chunks that were hashed in another way cannot be added to the others, and their totals tell of no branch: what is not
 * scored to the end begins anew. What has its hash, also a discarded draft, stays.
 */
const unfinished = `
  delete from scores where run_id in (select id from runs where result_hash is null);
  delete from run_totals where run_id in (select id from runs where result_hash is null);
  -- With a claim of its own, so that what an old copy is scoring at this moment comes too late.
  update run_chunks set status = 'waiting', done_at = null, digest = null, unscored = null, inputs = null,
    attempt = attempt + 1, leased_until = null
  where run_id in (select id from runs where result_hash is null);
  update runs set phase = (select coalesce(min(level), 0) from run_chunks where run_id = runs.id)
  where result_hash is null;
`;

export class TotalsOfBranches1796000400001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`set local lock_timeout = '10s'; ${branches} ${unfinished}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
