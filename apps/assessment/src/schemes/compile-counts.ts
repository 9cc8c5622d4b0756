import { type Month, monthNumber } from '#libs/calendar';
import { attendanceIds } from '../facts/metrics.js';
import { levelCode } from './codes.js';
import { type CompiledLine, type Sum, sqlInteger, sumOf } from './compile-lines.js';
import type { Scheme } from './scheme.js';

/**
 * Of all facts of a subject, by PostgreSQL's own hash: it is quick, and tells apart runs that were made of other facts.
 */
const FACTS_SUM = `sum(hashint4extended(fact.due, hashint4extended(fact.done, fact.metric + 65536::bigint * fact.month)))`;

/** What is read of the facts of a level, and what it is summed up to. */
interface Reading {
  readonly where: string;
  readonly sums: readonly Sum[];
}

const summed = ({ sums }: Reading): string =>
  [`${FACTS_SUM} as inputs`, ...sums.map(({ name, sql }) => `${sql} as ${name}`)].join(
    ',\n          ',
  );

/** Where all tasks are aggregates nothing is summed up but what was read. */
const counts = ({ sums }: Reading): string =>
  ['sums.inputs', ...sums.map(({ name }) => `coalesce(sums.${name}, 0)::integer as ${name}`)].join(
    ', ',
  );

function readingOf(scheme: Scheme, lines: readonly CompiledLine[], month: Month): Reading {
  const ids = [...new Set(lines.flatMap((line) => line.metricId ?? []))];
  const first = Math.min(monthNumber(month), ...lines.flatMap((line) => line.firstMonth ?? []));
  const isOneMonth = first === monthNumber(month);
  const ofMonth = isOneMonth ? '' : ' and fact.month = $1';
  const ofMembers = scheme.level === 'member';
  const attendance = `fact.metric >= ${attendanceIds.from} and fact.metric < ${attendanceIds.below}`;
  const read = `fact.metric = any('{${ids.map(sqlInteger).join(',')}}'::smallint[])`;
  return {
    where: `fact.month ${isOneMonth ? '= $1' : `between ${sqlInteger(first)} and $1`}
          and (${ofMembers ? `${read} or ${attendance}` : read})
          and fact.recorded_at <= (select as_of from runs where id = $2::uuid)
          and (fact.superseded_at is null or fact.superseded_at > (select as_of from runs where id = $2::uuid))`,
    sums: [
      ...(ofMembers
        ? [
            sumOf('attended', 'done', attendance + ofMonth),
            sumOf('attendance_due', 'due', attendance + ofMonth),
          ]
        : []),
      ...lines.flatMap((line) => line.sums(ofMonth)),
    ],
  };
}

/** The bounds by path alone are for the key of the roster. */
const CHUNK = `roster.month = $1 and roster.run_id = $2::uuid and roster.level = $3
      and roster.path >= $4::text collate "C" and roster.path <= $6::text collate "C"`;

/**
 * Read an organization at a time, by a key that has all that is asked for here, whatever PostgreSQL thinks of a roster
 * this young: `materialized`, so that it cannot read the facts again for every member.
 */
const countedMembers = (reading: Reading): string => `counted as (
    select roster.path, roster.branch_id, roster.category, subject.*
    from run_rosters roster cross join lateral (
      with sums as materialized (
        select fact.subject_id, ${summed(reading)}
        from facts fact
        where fact.subject_id = any(roster.subject_ids) and ${reading.where}
        group by fact.subject_id
      )
      select one.subject_id, one.subject_id = any(roster.probationary_ids) as probationary,
        ${counts(reading)}
      from unnest(roster.subject_ids) as one(subject_id) left join sums using (subject_id)
      where (roster.path, one.subject_id) >= ($4::text, $5::uuid)
        and (roster.path, one.subject_id) <= ($6::text, $7::uuid)
    ) as subject
    where ${CHUNK}
  )`;

/** A group or a branch is alone in its row of the roster, and at its path. */
const countedUnits = (reading: Reading): string => `counted as (
    select roster.path, roster.branch_id, roster.category, roster.organization_id as subject_id,
      null::boolean as probationary, null::integer as attended, null::integer as attendance_due,
      ${counts(reading)}
    from run_rosters roster cross join lateral (
      select ${summed(reading)}
      from facts fact
      where fact.subject_id = roster.organization_id and ${reading.where}
    ) as sums
    where ${CHUNK} and $5::uuid is not null and $7::uuid is not null
  )`;

/** One row a subject of the chunk: what its facts count to. */
export function compileCounts(
  scheme: Scheme,
  lines: readonly CompiledLine[],
  month: Month,
): string {
  const reading = readingOf(scheme, lines, month);
  return scheme.level === 'member' ? countedMembers(reading) : countedUnits(reading);
}

/** Where what the run has found for the levels below is kept, for a group and for a branch. */
const SUBTREES = {
  group: 'path = counted.path',
  branch: `path >= counted.path and path < left(counted.path, -1) || '0' and branch_id = counted.subject_id`,
};

/**
 * What the run has found for the level below, in the subtree of the unit; in whole numbers, as they are divided so.
 * PostgreSQL knows nothing of a run this young and takes it for one row: looked up for one unit after the other
 * (`lateral`), it cannot read the whole level again for every row.
 */
function below(name: 'members' | 'groups', subtree: string): string {
  const level = sqlInteger(levelCode(name === 'members' ? 'member' : 'group'));
  return ` cross join lateral (
      select sum(score)::bigint as total, sum(scored)::bigint as scored, sum(attended)::integer as attended,
        sum(attendance_due)::integer as attendance_due
      from run_totals where run_id = $2::uuid and level = ${level} and ${subtree}
    ) as ${name}`;
}

/** What stands beside `counted`, where an indicator asks for the levels below. */
export function compileTotalsBelow({ level, indicators }: Scheme): string {
  if (level === 'member') return '';
  return (['members', 'groups'] as const)
    .filter((name) => indicators.some((each) => each.metric.startsWith(`${name}.`)))
    .map((name) => below(name, SUBTREES[level]))
    .join('');
}
