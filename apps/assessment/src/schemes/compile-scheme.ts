import { type Month, monthNumber } from '#libs/calendar';
import { gradeCode, levelCode } from './codes.js';
import { compileCounts, compileTotalsBelow } from './compile-counts.js';
import { compileLine, compileVeto, plus, sqlInteger } from './compile-lines.js';
import { type CompiledTasks, compileTasks } from './compile-tasks.js';
import type { Indicator, Scheme } from './scheme.js';

/** The part of a level that one statement scores: from one subject to another, in the order of paths and ids. */
export interface ChunkBounds {
  readonly fromPath: string;
  readonly fromId: string;
  readonly toPath: string;
  readonly toId: string;
}

export interface ScoringStatement {
  readonly text: string;
  values(runId: string, chunk: ChunkBounds): unknown[];
}

/** What a chunk has left when it is scored. */
export interface ChunkTally {
  readonly unscored: number;
  /** Sums of the hashes of its scores, two of each: those of chunks add up to those of the run. */
  readonly digest: readonly string[];
  /** A sum over the facts that were read, which adds up in the same way. */
  readonly inputs: string;
}

function sumOfPoints(indicators: readonly Indicator[], kind: Indicator['kind']): string {
  return plus(indicators.flatMap((each, index) => (each.kind === kind ? `points_${index}` : [])));
}

/** Base, tasks, awards, deductions. */
function points(scheme: Scheme, tasks: CompiledTasks): string {
  const awards = sumOfPoints(scheme.indicators, 'award');
  const capped =
    scheme.awardCap === undefined
      ? `(${awards})`
      : `least(${awards}, ${sqlInteger(scheme.awardCap)})`;
  const deductions = sumOfPoints(scheme.indicators, 'deduction');
  return `greatest(0, ${sqlInteger(scheme.base)} + ${tasks.points} + ${capped} + (${deductions}))::integer`;
}

/** Lower numbers are better grades, so the worse of two is the greater; greatest() passes over a null. */
function grade(scheme: Scheme): string {
  const bands = scheme.bands
    .map(
      (band) => `when score >= ${sqlInteger(band.from)} then ${sqlInteger(gradeCode(band.grade))}`,
    )
    .join(' ');
  const ceilings = scheme.indicators.flatMap((each, index) => compileVeto(each, index) ?? []);
  const worst = `greatest(${[`case ${bands} end`, ...ceilings].join(', ')})`;
  return `case when score is not null and probationary is not true then ${worst} end`;
}

const ABOVE_BRANCHES = '00000000-0000-0000-0000-000000000000';

/** What the levels above read: of members by path, for groups and for branches; of groups by branch alone. */
const totals = ({ level }: Scheme): string =>
  level === 'branch'
    ? ''
    : `,
  totals as (
    insert into run_totals (run_id, level, path, branch_id, scored, score, attended, attendance_due)
    select $2::uuid, $3, min(path), coalesce(branch_id, '${ABOVE_BRANCHES}'), count(score), coalesce(sum(score), 0), sum(attended), sum(attendance_due)
    from scored group by branch_id${level === 'member' ? ', path' : ''}
  )`;

/**
 * Of a row, by PostgreSQL's own hash: one array of all its numbers, since an array is hashed in a third of the time of a
 * record. Never an empty one, nor one of nulls alone: those have the same hash whatever they are hashed with, and why
 * there is no score stands in for the score.
 */
function hashOf(lines: readonly string[]): string {
  const result = `score, grade::integer, attended, attendance_due, length(not_scored)`;
  const numbers = `case when applies then array[${[result, ...lines].join(', ')}] else array[${result}] end`;
  return `hash_array_extended(${numbers}, uuid_hash_extended(subject_id, $3))`;
}

/**
 * Sums do not depend on order, so neither does the hash of a run on how it was cut into chunks; the second is of hashes
 * hashed again, so that what happens to cancel out in one does not in the other. As text: no float.
 */
const TALLY = `select count(*) filter (where score is null)::integer as unscored,
    array[sum(hash)::text, sum(hashint8extended(hash, 2))::text] as digest,
    coalesce(sum(uuid_hash_extended(subject_id, hash_numeric_extended(inputs, 0))), 0)::text as inputs
  from scored`;

/**
 * Compiles a scheme to the one statement that scores a chunk: reads facts, writes scores with their lines. Each stage
 * ends in `offset 0`, which keeps PostgreSQL from computing a stage again wherever its columns are named.
 *
 * Parameters: $1 month, $2 run, $3 level, $4 to $7 the chunk, $8 categories.
 */
export function compileScheme(scheme: Scheme, month: Month): ScoringStatement {
  const lines = scheme.indicators.map((indicator, index) => compileLine(indicator, index, month));
  const column = (name: string): string[] => lines.map((_, index) => `${name}_${index}`);
  const tasks = compileTasks(scheme);
  const whole = (list: readonly string[]) =>
    `case when applies then array[${list.join(', ')}] else '{}' end`;
  // For people who look at what the database is doing, where only the beginning shows.
  const text = `/* scores a chunk, level ${scheme.level} */ with ${compileCounts(scheme, lines, month)},
  lined as (
    select counted.path, counted.branch_id, subject_id, probationary, counted.attended, counted.attendance_due, inputs,
      $8::text[] is null or coalesce(category = any($8::text[]), false) as applies,
      ${lines.map((line, index) => `${line.value} as value_${index}, ${line.target} as target_${index}`).join(',\n      ')}
    from counted${compileTotalsBelow(scheme)} offset 0
  ),
  weighed as (
    select *, ${tasks.weight} as weight,
      ${tasks.denominator} as denominator,
      ${lines.map((line, index) => `${line.points} as points_${index}`).join(',\n      ')}
    from lined offset 0
  ),
  earned as (
    select *, ${tasks.numerator} as numerator from weighed offset 0
  ),
  pointed as (
    select *, case when applies and weight > 0 then ${points(scheme, tasks)} end as score from earned offset 0
  ),
  graded as (
    select *, ${grade(scheme)} as grade,
      case when not applies then 'category' when weight = 0 then 'nothing_applicable' end as not_scored
    from pointed offset 0
  ),
  scored as materialized (
    select subject_id, path, branch_id, score, grade, not_scored, attended, attendance_due,
      ${whole(column('value'))} as line_values,
      ${whole(column('target'))} as line_targets,
      ${whole(column('points'))} as line_points,
      ${hashOf([...column('value'), ...column('target'), ...column('points')])} as hash, inputs
    from graded
  ),
  added as (
    insert into scores (month, run_id, level, subject_id, path, score, grade, not_scored, attended, attendance_due,
      line_values, line_targets, line_points)
    select $1, $2::uuid, $3, subject_id, path, score, grade, not_scored, attended, attendance_due,
      line_values, line_targets, line_points
    from scored
  )${totals(scheme)}
  ${TALLY}`;
  return {
    text,
    values: (runId, chunk) => [
      monthNumber(month),
      runId,
      levelCode(scheme.level),
      chunk.fromPath,
      chunk.fromId,
      chunk.toPath,
      chunk.toId,
      scheme.applies.categories ?? null,
    ],
  };
}
