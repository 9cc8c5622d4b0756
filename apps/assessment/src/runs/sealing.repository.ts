import { Injectable } from '@nestjs/common';
import { type Month, monthNumber } from '#libs/calendar';
import { query, type Transaction } from '#libs/database';

/**
 * One hash over all scores of a run and their lines, and one over what it is made of: month, root, schemes, roster and
 * the facts that were read. From the sums that the chunks have left (see compileScheme), so it is the same however the
 * run was cut.
 */
const SEAL = `
  with levels as (
    select chunk.level, sum(unscored) as unscored, scheme_id, sum(inputs) as inputs,
      concat_ws('|', chunk.level, sum(digest[1]), sum(digest[2])) as digest
    from run_chunks chunk join run_schemes frozen using (run_id, level)
    where run_id = $1 group by chunk.level, scheme_id
  ),
  scored as (
    select coalesce(sum(unscored), 0) as unscored,
      encode(sha256(convert_to(coalesce(string_agg(digest, ',' order by level), ''), 'UTF8')), 'hex') as digest
    from levels
  ),
  roster as (
    select sum(hash_record_extended(row(level, path, organization_id, branch_id, category, subject_ids, probationary_ids), 0))
      as sum
    from run_rosters where month = $2 and run_id = $1
  ),
  made_of as (
    select encode(sha256(convert_to(concat_ws('|', $2::integer, (select root_id from runs where id = $1),
      (select sum from roster), (select string_agg(concat_ws(':', level, scheme_id, inputs), ',' order by level) from levels)
      ), 'UTF8')), 'hex') as digest
  )
  update runs set status = 'draft', scored_at = now(), result_hash = scored.digest, not_scored = scored.unscored,
    input_hash = made_of.digest
  from scored, made_of where id = $1 and status = 'scoring' returning id`;

@Injectable()
export class SealingRepository {
  /**
   * All levels are scored: hashes what went in and what came out, and makes the run a draft.
   *
   * @returns false when the run was cancelled meanwhile.
   */
  async seal(tx: Transaction, runId: string, month: Month): Promise<boolean> {
    return (await query(tx, SEAL, [runId, monthNumber(month)])).length > 0;
  }
}
