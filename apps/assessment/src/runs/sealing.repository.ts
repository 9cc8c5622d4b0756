import { Injectable } from '@nestjs/common';
import { type Month, monthNumber } from '#libs/calendar';
import { query, type Transaction } from '#libs/database';

/**
 * One hash over all scores of a run and their lines, the same whatever the chunks were. Hashed in two steps, by the
 * last two digits of the subject's id, so that no step holds more than a 256th of the scores.
 */
const SEAL = `
  with rows as (
    select level, right(subject_id::text, 2) as bucket, subject_id, score is null as unscored,
      sha256(convert_to(concat_ws('|', level, subject_id, coalesce(score::text, ''), coalesce(grade::text, ''),
        line_values::text, line_targets::text, line_points::text), 'UTF8')) as digest
    from scores where month = $2 and run_id = $1
  ),
  buckets as (
    select level, bucket, count(*) filter (where unscored) as unscored,
      sha256(string_agg(digest, ''::bytea order by subject_id)) as digest
    from rows group by level, bucket
  ),
  sealed as (
    select coalesce(sum(unscored), 0) as unscored,
      encode(sha256(coalesce(string_agg(digest, ''::bytea order by level, bucket), ''::bytea)), 'hex') as digest
    from buckets
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
  async seal(tx: Transaction, runId: string, month: Month): Promise<boolean> {
    return (await query(tx, SEAL, [runId, monthNumber(month)])).length > 0;
  }
}
