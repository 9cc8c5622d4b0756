import { Injectable } from '@nestjs/common';
import { query, type Transaction } from '#libs/database';
import { SEALING } from '../schemes/codes.js';

/** One hash over all scores of a run and their lines, from the sums that the chunks have left: see compileScheme. */
const SEAL = `
  with levels as (
    select level, sum(unscored) as unscored,
      concat_ws('|', level, sum(digest[1]), sum(digest[2]), sum(digest[3]), sum(digest[4])) as digest
    from run_chunks where run_id = $1 and level < ${SEALING} group by level
  ),
  sealed as (
    select coalesce(sum(unscored), 0) as unscored,
      encode(sha256(convert_to(coalesce(string_agg(digest, ',' order by level), ''), 'UTF8')), 'hex') as digest
    from levels
  )
  update runs set status = 'draft', scored_at = now(), result_hash = sealed.digest, not_scored = sealed.unscored
  from sealed where id = $1 and status = 'scoring' returning id`;

@Injectable()
export class SealingRepository {
  /**
   * All levels are scored: hashes the result and makes the run a draft.
   *
   * @returns false when the run was cancelled meanwhile.
   */
  async seal(tx: Transaction, runId: string): Promise<boolean> {
    return (await query(tx, SEAL, [runId])).length > 0;
  }
}
