import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Month, monthNumber } from '#libs/calendar';
import { type PathRange, query, rangeValues, readRows, withinRanges } from '#libs/database';
import { Cursors } from '#libs/http';
import { levelCode } from '../schemes/codes.js';
import type {
  ScoreChangeDto,
  ScoreChangePageDto,
  ScoreChangesQuery,
} from './dto/score-change.dto.js';
import {
  NOBODY,
  type OutcomeRow,
  outcomeToDto,
  scoreJoins,
  type SubjectRow,
  subjectToDto,
} from './scores.read-model.js';

interface ChangeRow extends SubjectRow {
  before: OutcomeRow | null;
  after: OutcomeRow | null;
}

const scoresOf = (run: string): string =>
  `(select * from scores where month = $1 and run_id = ${run}::uuid and level = $4)`;
const outcome = (side: string): string => `case when ${side}.subject_id is not null then
      jsonb_build_object('score', ${side}.score, 'grade', ${side}.grade, 'not_scored', ${side}.not_scored) end as ${side}`;

/** Both runs are read whole: what they have in common is left out, and no key tells what that is. */
const page = {
  name: 'score-changes-page',
  text: `with changed as materialized (
      select coalesce(after.run_id, before.run_id) as run_id, coalesce(after.path, before.path) as path,
        coalesce(after.subject_id, before.subject_id) as subject_id, ${outcome('before')}, ${outcome('after')}
      from ${scoresOf('$2')} as after full join ${scoresOf('$3')} as before on before.subject_id = after.subject_id
      where (after.score, after.grade, after.not_scored) is distinct from (before.score, before.grade, before.not_scored)
        and (coalesce(after.path, before.path), coalesce(after.subject_id, before.subject_id)) > ($5::text, $6::uuid)
        and ${withinRanges('coalesce(after.path, before.path)', 7, 8)}
      order by 2, 3 limit $9
    )
    select subject.subject_id, subject.level, subject.path, subject.organization_id,
      organization.name as organization_name, coalesce(person.name, unit.name) as name, changed.before, changed.after
    from changed
    cross join lateral (
      select * from run_subjects where month = $1 and run_id = changed.run_id and level = $4 and path = changed.path
        and subject_id = changed.subject_id limit 1
    ) as subject
    ${scoreJoins}
    order by subject.path, subject.subject_id`,
};

/** What a published run has superseded; what any other would supersede. */
const EARLIER = `
  select earlier.id from runs run join runs earlier on earlier.month = run.month and earlier.root_id = run.root_id
  where run.id = $1 and earlier.id <> run.id and earlier.status = 'published'
    and earlier.superseded_by is not distinct from case run.status when 'published' then run.id end`;

function toDto(row: ChangeRow): ScoreChangeDto {
  return {
    ...subjectToDto(row),
    before: row.before && outcomeToDto(row.before),
    after: row.after && outcomeToDto(row.after),
  };
}

@Injectable()
export class ScoreChangesReadModel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cursors: Cursors,
  ) {}

  async list(
    run: { readonly id: string; readonly month: Month },
    ranges: readonly PathRange[],
    { limit, cursor, level }: ScoreChangesQuery,
  ): Promise<ScoreChangePageDto> {
    const [earlier] = await query<{ id: string }>(this.dataSource, EARLIER, [run.id]);
    if (!earlier) return { comparedWith: null, data: [], nextCursor: null };
    const list = ['score-changes', run.id, earlier.id, level, ranges];
    const [path, id] = cursor === undefined ? ['', NOBODY] : this.cursors.open(cursor, list);
    const rows = await readRows<ChangeRow>(this.dataSource, page, [
      monthNumber(run.month),
      run.id,
      earlier.id,
      levelCode(level),
      path,
      id,
      ...rangeValues(ranges),
      limit + 1,
    ]);
    const changes = this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.path, row.subject_id],
      map: toDto,
    });
    return { comparedWith: earlier.id, ...changes };
  }
}
