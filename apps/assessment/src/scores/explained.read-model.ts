import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Month, monthFromNumber, monthNumber } from '#libs/calendar';
import type { AttendanceStatus } from '#libs/contracts';
import { type PathRange, query, rangeValues, readRows, withinRanges } from '#libs/database';
import { metricName } from '../facts/metrics.js';
import type { Scheme } from '../schemes/scheme.js';
import { SchemesRepository } from '../schemes/schemes.repository.js';
import type { ExplainedScoreDto } from './dto/score.dto.js';
import { explain, firstMonthOf, type SourceFact, toPoints } from './explanation.policy.js';
import { scoreColumns, scoreJoins, type ScoreRow, scoreToDto } from './scores.read-model.js';

export interface ExplainedRow extends ScoreRow {
  run_id: string;
  month: number;
  scheme_id: string;
  branch_id: string | null;
  line_values: number[];
  line_targets: (number | null)[];
  line_points: number[];
}

export const explainedColumns = `${scoreColumns}, run.id as run_id, run.month, frozen.scheme_id, subject.branch_id,
    score.line_values, score.line_targets, score.line_points`;

/** From `score` on; the subject is looked up by its whole key, see the list. */
export const explainedJoins = `cross join lateral (
    select * from run_subjects where month = score.month and run_id = score.run_id and level = score.level
      and path = score.path and subject_id = score.subject_id limit 1
  ) as subject
  join run_schemes frozen on frozen.run_id = score.run_id and frozen.level = score.level
  ${scoreJoins}`;

const one = {
  name: 'scores-explained',
  text: `select ${explainedColumns}
    from runs run
    join scores score on score.month = $3 and score.run_id = $1 and score.level = any('{0,1,2}')
      and score.subject_id = $2
    ${explainedJoins}
    where run.id = $1 and run.month = $3 and ${withinRanges('score.path', 4, 5)}`,
};

interface FactRow {
  run_id: string;
  metric: number;
  month: number;
  source_id: string;
  effective_on: string;
  status: AttendanceStatus | null;
}

function formulaOf(scheme: Scheme): ExplainedScoreDto['formula'] {
  return {
    base: toPoints(scheme.base),
    taskMaximum: toPoints(scheme.taskMaximum),
    awardCap: scheme.awardCap === undefined ? null : toPoints(scheme.awardCap),
  };
}

/** Makes kept scores readable: names, reasons and sources are looked up when somebody reads. */
@Injectable()
export class ExplainedReadModel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly schemes: SchemesRepository,
  ) {}

  async one(
    run: { readonly id: string; readonly month: Month },
    ranges: readonly PathRange[],
    subjectId: string,
  ): Promise<ExplainedScoreDto | undefined> {
    const rows = await readRows<ExplainedRow>(this.dataSource, one, [
      run.id,
      subjectId,
      monthNumber(run.month),
      ...rangeValues(ranges),
    ]);
    const [explained] = await this.explain(rows, subjectId);
    return explained;
  }

  /** Explains scores of one subject, in two more statements however many they are. */
  async explain(rows: readonly ExplainedRow[], subjectId: string): Promise<ExplainedScoreDto[]> {
    if (rows.length === 0) return [];
    const ids = [...new Set(rows.map((row) => row.scheme_id))];
    const schemes = await this.schemes.byIds(this.dataSource, ids);
    const schemed = rows.map((row) => {
      const scheme = schemes.get(row.scheme_id);
      if (!scheme) throw new Error(`there is no scheme ${row.scheme_id}`);
      return { row, scheme, month: monthFromNumber(row.month) };
    });
    const facts = await this.factsOf(
      subjectId,
      schemed.map(({ row, scheme, month }) => [row.run_id, firstMonthOf(scheme, month)]),
    );
    return schemed.map(({ row, scheme, month }) => ({
      ...scoreToDto(row),
      runId: row.run_id,
      month,
      schemeId: row.scheme_id,
      formula: formulaOf(scheme),
      lines: explain(
        scheme,
        month,
        { values: row.line_values, targets: row.line_targets, points: row.line_points },
        facts.get(row.run_id) ?? [],
      ),
    }));
  }

  /** The facts of the subject that counted for each run, from the first month that its scheme reads. */
  private async factsOf(
    subjectId: string,
    runs: readonly (readonly [string, number])[],
  ): Promise<ReadonlyMap<string, SourceFact[]>> {
    const rows = await query<FactRow>(
      this.dataSource,
      `select run.id as run_id, fact.metric, fact.month, fact.source_id, fact.effective_on::text, fact.status
       from unnest($2::uuid[], $3::integer[]) as read(run_id, first_month)
       join runs run on run.id = read.run_id
       join facts fact on fact.subject_id = $1 and fact.month between read.first_month and run.month
         and fact.recorded_at <= run.as_of and (fact.superseded_at is null or fact.superseded_at > run.as_of)
       order by fact.effective_on, fact.source_id, fact.metric`,
      [subjectId, runs.map(([id]) => id), runs.map(([, first]) => first)],
    );
    const facts = new Map<string, SourceFact[]>();
    for (const row of rows) {
      const ofRun = facts.get(row.run_id) ?? [];
      ofRun.push({
        metric: metricName(row.metric),
        month: row.month,
        activityId: row.source_id,
        heldOn: row.effective_on,
        status: row.status,
      });
      facts.set(row.run_id, ofRun);
    }
    return facts;
  }
}
