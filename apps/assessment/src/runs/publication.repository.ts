import { Injectable } from '@nestjs/common';
import { monthFromNumber } from '#libs/calendar';
import { grades, scoreLevels } from '#libs/contracts';
import type { Transaction } from '#libs/database';
import { traceOfEvent } from '#libs/observability';
import { levelCode } from '../schemes/codes.js';
import type { Run } from './run.entity.js';

/** What one event carries, see `assessment.scores.published` in #libs/contracts. */
const SCORES_AN_EVENT = 500;

/**
 * `$1` run, `$2` month as a number, `$3` as text, `$4` level as a number, `$5` as text, `$6` grades, `$7` trace, `$8` the
 * run it corrects, or null. Of a correction only what it changes is told; who is not in it any more is not scored.
 */
const ANNOUNCE = `
  insert into outbox (type, payload, trace_id)
  select 'assessment.scores.published', jsonb_build_object('v', 1, 'runId', $1::uuid, 'corrects', $8::uuid,
      'month', $3::text, 'level', $5::text,
      'scores', jsonb_agg(jsonb_build_array(subject_id, score, ($6::text[])[grade + 1]) order by place)),
    $7::text
  from (
    select subject_id, score, grade, row_number() over (order by path, subject_id) - 1 as place
    from (
      select coalesce(told.path, before.path) as path, coalesce(told.subject_id, before.subject_id) as subject_id,
        told.score, told.grade
      from (select * from scores where month = $2::integer and run_id = $1::uuid and level = $4::smallint) as told
      full join (select * from scores where month = $2::integer and run_id = $8::uuid and level = $4::smallint) as before
        on before.subject_id = told.subject_id
      where $8::uuid is null or (told.score, told.grade) is distinct from (before.score, before.grade)
    ) as changed
  ) as placed
  group by place / ${SCORES_AN_EVENT}
  order by min(place)`;

@Injectable()
export class PublicationRepository {
  /** Writes the events of what is told of a run into the outbox, a statement a level. */
  async announceScores(tx: Transaction, run: Run, corrects: string | null): Promise<void> {
    for (const level of scoreLevels)
      await tx.query(ANNOUNCE, [
        run.id,
        run.month,
        monthFromNumber(run.month),
        levelCode(level),
        level,
        grades,
        traceOfEvent(),
        corrects,
      ]);
  }
}
