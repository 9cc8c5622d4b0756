import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Month, monthNumber } from '#libs/calendar';
import {
  type PathRange,
  query,
  rangesWithin,
  rangeValues,
  readRows,
  subtree,
  withinRanges,
} from '#libs/database';
import { Cursors } from '#libs/http';
import { gradeOf, levelCode, levelOf } from '../schemes/codes.js';
import type {
  NotScoredReason,
  ScoreDto,
  ScoreOutcomeDto,
  ScorePageDto,
  ScoresQuery,
} from './dto/score.dto.js';
import { toPoints } from './explanation.policy.js';

export interface SubjectRow {
  subject_id: string;
  level: number;
  path: string;
  organization_id: string;
  organization_name: string | null;
  name: string | null;
}

export interface OutcomeRow {
  score: number | null;
  grade: number | null;
  not_scored: NotScoredReason | null;
}

export type ScoreRow = SubjectRow & OutcomeRow;

/** Columns over `subject`, `score` and the directory, for lists and for single scores. */
export const scoreColumns = `subject.subject_id, subject.level, subject.path, subject.organization_id,
    organization.name as organization_name, coalesce(person.name, unit.name) as name,
    score.score, score.grade, score.not_scored`;

export const scoreJoins = `left join directory_organizations organization on organization.id = subject.organization_id
  left join directory_people person on subject.level = 0 and person.id = subject.subject_id
  left join directory_organizations unit on subject.level > 0 and unit.id = subject.subject_id`;

/**
 * By place in the tree and then by id: people are never in the order of their scores. The place alone is bounded too,
 * for the key of the roster. Scores are looked up one by one
 * (`lateral`), since PostgreSQL takes a young run for a single row and would read all of it for each.
 */
const page = {
  name: 'scores-page',
  text: `select ${scoreColumns}
    from run_subjects subject
    cross join lateral (
      select * from scores where month = $1 and run_id = $2 and level = $3 and subject_id = subject.subject_id limit 1
    ) as score
    ${scoreJoins}
    where subject.month = $1 and subject.run_id = $2 and subject.level = $3
      and subject.path >= $4::text collate "C" and subject.path < $6::text collate "C"
      and (subject.path, subject.subject_id) > ($4::text, $5::uuid)
      and ${withinRanges('subject.path', 7, 8)}
    order by subject.path, subject.subject_id
    limit $9`,
};

/** Before the first subject of a place. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

export function subjectToDto(row: SubjectRow): Omit<ScoreDto, keyof ScoreOutcomeDto> {
  return {
    subjectId: row.subject_id,
    name: row.name,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    level: levelOf(row.level),
  };
}

export function outcomeToDto(row: OutcomeRow): ScoreOutcomeDto {
  return {
    score: row.score === null ? null : toPoints(row.score),
    grade: gradeOf(row.grade),
    notScoredReason: row.not_scored,
  };
}

export function scoreToDto(row: ScoreRow): ScoreDto {
  return { ...subjectToDto(row), ...outcomeToDto(row) };
}

const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);

@Injectable()
export class ScoresReadModel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cursors: Cursors,
  ) {}

  async list(
    run: { readonly id: string; readonly month: Month },
    ranges: readonly PathRange[],
    filter: ScoresQuery,
  ): Promise<ScorePageDto> {
    const { limit, cursor, level, organizationId } = filter;
    const list = ['scores', run.id, level, organizationId, ranges];
    const seen = await this.narrowed(ranges, organizationId);
    const start = seen.map((range) => range.from).reduce(earlier, '\uffff');
    const [path, id] = cursor === undefined ? [start, NOBODY] : this.cursors.open(cursor, list);
    const rows = await readRows<ScoreRow>(this.dataSource, page, [
      monthNumber(run.month),
      run.id,
      levelCode(level),
      path,
      id,
      seen.map((range) => range.below).reduce(later, ''),
      ...rangeValues(seen),
      limit + 1,
    ]);
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.path, row.subject_id],
      map: scoreToDto,
    });
  }

  /** The parts of the ranges that lie in the organization; all of them when none is asked for. */
  private async narrowed(
    ranges: readonly PathRange[],
    organizationId: string | undefined,
  ): Promise<PathRange[]> {
    if (organizationId === undefined) return [...ranges];
    const [asked] = await query<{ path: string }>(
      this.dataSource,
      'select path from directory_organizations where id = $1',
      [organizationId],
    );
    return asked ? rangesWithin(ranges, subtree(asked.path)) : [];
  }
}
