import { type Month, monthNumber } from '#libs/calendar';
import { attendanceIds } from '../facts/metrics.js';
import { gradeCode, levelCode } from './codes.js';
import {
  type CompiledLine,
  compileLine,
  compileVeto,
  plus,
  sqlInteger,
  sumOf,
} from './compile-lines.js';
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

/**
 * What the run has found for the level below, in the subtree of the unit; in whole numbers, as they are divided so.
 * PostgreSQL knows nothing of a run this young and takes it for one row: read by subtree and looked up path by path
 * (`lateral`), it cannot read the whole level again for every row.
 */
function below(name: 'members' | 'groups', unit: 'organization_id' | 'branch_id'): string {
  const level = sqlInteger(levelCode(name === 'members' ? 'member' : 'group'));
  return ` cross join lateral (
      select sum(at_path.score)::bigint as total, sum(at_path.scored)::bigint as scored,
        sum(at_path.attended)::integer as attended, sum(at_path.attendance_due)::integer as attendance_due
      from run_rosters part cross join lateral (
        select sum(score) as score, sum(scored) as scored, sum(attended) as attended,
          sum(attendance_due) as attendance_due
        from run_totals where run_id = $2::uuid and level = ${level} and path = part.path
      ) as at_path
      where part.month = $1 and part.run_id = $2::uuid and part.level = ${level}
        and part.path >= counted.path and part.path < left(counted.path, -1) || '0'
        and part.${unit} = counted.subject_id
    ) as ${name}`;
}

function aggregatesOf({ level, indicators }: Scheme): string {
  if (level === 'member') return '';
  const unit = level === 'group' ? 'organization_id' : 'branch_id';
  return (['members', 'groups'] as const)
    .filter((name) => indicators.some((each) => each.metric.startsWith(`${name}.`)))
    .map((name) => below(name, unit))
    .join('');
}

/**
 * Of all facts of a subject, by PostgreSQL's own hash: it is quick, and tells apart runs that were made of other facts.
 */
const FACTS_SUM = `sum(hashint4extended(fact.due, hashint4extended(fact.done, fact.metric + 65536::bigint * fact.month)))`;

/**
 * One row a subject: what its facts count to. Read an organization at a time, by a key that has all that is asked for
 * here, whatever PostgreSQL thinks of a roster this young: `materialized`, so that it cannot read the facts again for
 * every member. The bounds by path alone are for the key of the roster.
 */
function counted(scheme: Scheme, lines: readonly CompiledLine[], month: Month): string {
  const ids = [...new Set(lines.flatMap((line) => line.metricId ?? []))];
  const first = Math.min(monthNumber(month), ...lines.flatMap((line) => line.firstMonth ?? []));
  const isOneMonth = first === monthNumber(month);
  const ofMonth = isOneMonth ? '' : ' and fact.month = $1';
  const ofMembers = scheme.level === 'member';
  const attendance = `fact.metric >= ${attendanceIds.from} and fact.metric < ${attendanceIds.below}`;
  const read = `fact.metric = any('{${ids.map(sqlInteger).join(',')}}'::smallint[])`;
  const sums = [
    ...(ofMembers
      ? [
          sumOf('attended', 'done', attendance + ofMonth),
          sumOf('attendance_due', 'due', attendance + ofMonth),
        ]
      : []),
    ...lines.flatMap((line) => line.sums(ofMonth)),
  ];
  const columns = sums.map(({ name }) => `coalesce(sums.${name}, 0)::integer as ${name}`);
  if (!ofMembers) columns.push('null::integer as attended', 'null::integer as attendance_due');
  const facts = `select ${['fact.subject_id', `${FACTS_SUM} as inputs`, ...sums.map(({ name, sql }) => `${sql} as ${name}`)].join(',\n          ')}
        from facts fact
        where fact.month ${isOneMonth ? '= $1' : `between ${sqlInteger(first)} and $1`}
          and fact.subject_id = any(roster.subject_ids) and (${ofMembers ? `${read} or ${attendance}` : read})
          and fact.recorded_at <= (select as_of from runs where id = $2::uuid)
          and (fact.superseded_at is null or fact.superseded_at > (select as_of from runs where id = $2::uuid))
        group by fact.subject_id`;
  return `counted as materialized (
    select roster.path, roster.category, subject.*
    from run_rosters roster cross join lateral (
      with sums as materialized (
        ${facts}
      )
      select one.subject_id, one.subject_id = any(roster.probationary_ids) as probationary, sums.inputs,
        ${columns.join(', ')}
      from unnest(roster.subject_ids) as one(subject_id) left join sums using (subject_id)
      where (roster.path, one.subject_id) >= ($4::text, $5::uuid)
        and (roster.path, one.subject_id) <= ($6::text, $7::uuid)
    ) as subject
    where roster.month = $1 and roster.run_id = $2::uuid and roster.level = $3
      and roster.path >= $4::text collate "C" and roster.path <= $6::text collate "C"
  )`;
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

/** What the level above reads. */
const TOTALS = `,
  totals as (
    insert into run_totals (run_id, level, path, scored, score, attended, attendance_due)
    select $2::uuid, $3, path, count(score), coalesce(sum(score), 0), sum(attended), sum(attendance_due)
    from added group by path
  )`;

/** Of a row, by PostgreSQL's own hash, twice with another seed: a fifth of the time that SHA-256 over its bytes takes. */
const hash = (
  seed: number,
): string => `hash_record_extended(row(level, subject_id, score, grade, not_scored, attended,
      attendance_due, line_values, line_targets, line_points), ${seed})`;

/** Sums do not depend on order, so neither does the hash of a run on how it was cut into chunks. As text: no float. */
const TALLY = `select count(*) filter (where score is null)::integer as unscored,
    array[sum(first_hash)::text, sum(second_hash)::text] as digest,
    (select coalesce(sum(uuid_hash_extended(subject_id, hash_numeric_extended(inputs, 0))), 0)::text from counted) as inputs
  from added`;

/**
 * Compiles a scheme to the one statement that scores a chunk: reads facts, writes scores with their lines. Each stage
 * ends in `offset 0`, which keeps PostgreSQL from computing a stage again wherever its columns are named.
 *
 * Parameters: $1 month, $2 run, $3 level, $4 to $7 the chunk, $8 categories.
 */
export function compileScheme(scheme: Scheme, month: Month): ScoringStatement {
  const lines = scheme.indicators.map((indicator, index) => compileLine(indicator, index, month));
  const each = (write: (index: number) => string): string =>
    lines.map((_, i) => write(i)).join(', ');
  const tasks = compileTasks(scheme);
  const whole = (list: string) => `case when applies then array[${list}] else '{}' end`;
  // For people who look at what the database is doing, where only the beginning shows.
  const text = `/* scores a chunk, level ${scheme.level} */ with ${counted(scheme, lines, month)},
  lined as (
    select path, subject_id, probationary, counted.attended, counted.attendance_due,
      $8::text[] is null or coalesce(category = any($8::text[]), false) as applies,
      ${lines.map((line, index) => `${line.value} as value_${index}, ${line.target} as target_${index}`).join(',\n      ')}
    from counted${aggregatesOf(scheme)} offset 0
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
  scored as (
    select *, case when applies and weight > 0 then ${points(scheme, tasks)} end as score from earned offset 0
  ),
  added as (
    insert into scores (month, run_id, level, subject_id, path, score, grade, not_scored, attended, attendance_due,
      line_values, line_targets, line_points)
    select $1, $2::uuid, $3, subject_id, path, score, ${grade(scheme)},
    case when not applies then 'category' when weight = 0 then 'nothing_applicable' end, attended, attendance_due,
    ${whole(each((index) => `value_${index}`))},
    ${whole(each((index) => `target_${index}`))},
    ${whole(each((index) => `points_${index}`))}
    from scored
    returning path, score, attended, attendance_due, ${hash(1)} as first_hash, ${hash(2)} as second_hash
  )${scheme.level === 'branch' ? '' : TOTALS}
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
