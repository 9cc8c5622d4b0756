import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Grade } from '#libs/contracts';
import { query, readRows } from '#libs/database';
import { Cursors, type ListQuery } from '#libs/http';
import { gradeOf } from '../schemes/codes.js';
import type { GradeDistributionDto, OwnScorePageDto } from './dto/score.dto.js';
import {
  explainedColumns,
  explainedJoins,
  ExplainedReadModel,
  type ExplainedRow,
} from './explained.read-model.js';

interface OwnRow extends ExplainedRow {
  published_at: Date;
}

/** Of each month what was published last. */
const page = {
  name: 'scores-own',
  text: `select distinct on (run.month) ${explainedColumns}, run.published_at
    from runs run
    cross join lateral (
      select * from scores where month = run.month and run_id = run.id and level = 0 and subject_id = $1 limit 1
    ) as score
    ${explainedJoins}
    where run.status = 'published' and run.superseded_by is null and ($2::integer is null or run.month < $2)
    order by run.month desc, run.published_at desc
    limit $3`,
};

/** `$1` run, `$2` month, `$3` branch, `$4` its path: the members by grade. */
const DISTRIBUTION = `
  select own.run_id, score.grade, count(*)::integer as members
  from unnest($1::uuid[], $2::integer[], $3::uuid[], $4::text[]) as own(run_id, month, branch_id, path)
  join run_subjects fellow on fellow.month = own.month and fellow.run_id = own.run_id and fellow.level = 0
    and fellow.path >= own.path collate "C" and fellow.path < left(own.path, -1) || '0' collate "C"
    and fellow.branch_id = own.branch_id
  cross join lateral (
    select grade from scores
    where month = own.month and run_id = own.run_id and level = 0 and subject_id = fellow.subject_id limit 1
  ) as score
  group by own.run_id, score.grade`;

/** A branch lies where its members are, or one step above their group. */
function branchPath(row: OwnRow): string {
  return row.branch_id === row.organization_id ? row.path : row.path.replace(/[^/]+\/$/, '');
}

@Injectable()
export class OwnScoresReadModel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly explained: ExplainedReadModel,
    private readonly cursors: Cursors,
  ) {}

  /** The person's published scores, newest month first: four statements, however many. */
  async list(personId: string, { limit, cursor }: ListQuery): Promise<OwnScorePageDto> {
    const list = ['own-scores', personId];
    const [after] = cursor === undefined ? [] : this.cursors.open(cursor, list);
    const rows = await readRows<OwnRow>(this.dataSource, page, [
      personId,
      after ?? null,
      limit + 1,
    ]);
    const { data, nextCursor } = this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.month],
      map: (row) => row,
    });
    const [explained, distributions] = await Promise.all([
      this.explained.explain(data, personId),
      this.distributions(data),
    ]);
    return {
      data: explained.map((score, index) => ({
        ...score,
        publishedAt: data[index]?.published_at.toISOString() ?? '',
        branchDistribution: distributions.get(score.runId) ?? null,
      })),
      nextCursor,
    };
  }

  private async distributions(
    rows: readonly OwnRow[],
  ): Promise<ReadonlyMap<string, GradeDistributionDto>> {
    const branched = rows.filter((row) => row.branch_id !== null);
    if (branched.length === 0) return new Map();
    const counts = await query<{ run_id: string; grade: number | null; members: number }>(
      this.dataSource,
      DISTRIBUTION,
      [
        branched.map((row) => row.run_id),
        branched.map((row) => row.month),
        branched.map((row) => row.branch_id),
        branched.map(branchPath),
      ],
    );
    const byRun = new Map<string, GradeDistributionDto>();
    for (const { run_id, grade, members } of counts) {
      const found = byRun.get(run_id) ?? {
        excellent: 0,
        good: 0,
        fair: 0,
        below_standard: 0,
        none: 0,
      };
      const slot: Grade | 'none' = gradeOf(grade) ?? 'none';
      byRun.set(run_id, { ...found, [slot]: members });
    }
    return byRun;
  }
}
