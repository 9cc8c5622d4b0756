import type { Client } from 'pg';
import { lastDay } from '#libs/calendar';
import { metricOf } from '../../../apps/assessment/src/facts/metrics.js';
import { at, month } from './mine.js';

/**
 * The floor: what somebody would write by hand for the schemes that a fresh database has, one statement a level, set-based
 * and bare: no roster kept, no chunks, no totals, no hashes, no guards. It reads every table once and joins by hash. It
 * writes the same rows, so it is a second opinion on the scores as well.
 */
const metric = (name: string): string => String(metricOf(name).id);
const quarter = at - (at % 3);

const current = (membership: string): string =>
  `${membership}.starts_on <= '${lastDay(month)}' and (${membership}.ends_on is null or ${membership}.ends_on > '${lastDay(month)}')`;
const counts = `recorded_at <= now() and (superseded_at is null or superseded_at > now())`;
const done = (name: string, where = 'true'): string =>
  `coalesce(sum(done) filter (where metric = ${metric(name)} and ${where}), 0)::integer`;
const due = (name: string): string => `sum(due) filter (where metric = ${metric(name)})::integer`;
const halfUp = (dividend: string, divisor: string): string =>
  `((2 * (${dividend}) + (${divisor})) / (2 * (${divisor})))`;

interface Task {
  readonly maximum: number;
  /** Columns; the target is null where nothing was due. */
  readonly value: string;
  readonly target: string;
}

const applicable = (target: string, then: string): string =>
  `case when ${target} is null then 0 else ${then} end`;

/** Score, grade, reason and lines, from rows with values and targets in columns. */
function rules(
  from: string,
  scheme: {
    readonly base: number;
    readonly taskMaximum: number;
    readonly tasks: readonly Task[];
    /** Lines behind the tasks: value and points. */
    readonly others: readonly (readonly [value: string, points: string])[];
    readonly applies: string;
  },
): string {
  const { base, taskMaximum, tasks, others, applies } = scheme;
  const sum = (terms: readonly string[]): string => terms.join(' + ');
  const product = sum(tasks.map((task) => `coalesce(${task.target}, 1)::bigint`)).replaceAll(
    ' + ',
    ' * ',
  );
  const weight = sum(tasks.map((task) => applicable(task.target, String(task.maximum))));
  const earned = sum(
    tasks.map((task) =>
      applicable(
        task.target,
        `${task.maximum} * least(${task.value}, ${task.target}) * (product / ${task.target})`,
      ),
    ),
  );
  const points = tasks.map((task) =>
    applicable(
      task.target,
      halfUp(`${task.maximum}::bigint * least(${task.value}, ${task.target})`, task.target),
    ),
  );
  const lines = (list: readonly string[]): string =>
    `case when applies then array[${list.join(', ')}]::integer[] else '{}' end`;
  return `
    select ${at}, '00000000-0000-0000-0000-000000000000'::uuid, level, subject_id, path, score,
      case when member_kind is distinct from 'probationary' then
        case when score >= 9000 then 0 when score >= 8000 then 1 when score >= 6000 then 2 when score >= 0 then 3 end end,
      case when not applies then 'category' when weight = 0 then 'nothing_applicable' end, attended, attendance_due,
      ${lines([...tasks.map(({ value }) => value), ...others.map(([value]) => value)])},
      ${lines([...tasks.map(({ target }) => target), ...others.map(() => 'null')])},
      ${lines([...points, ...others.map(([, earns]) => earns)])}
    from (
      select *, case when applies and weight > 0 then greatest(0, ${base}
        + ${halfUp(`${taskMaximum} * earned`, 'weight * product')} + ${sum(['0', ...others.map(([, earns]) => earns)])}
        )::integer end as score
      from (
        select *, ${earned} as earned from (
          select *, ${applies} as applies, ${weight} as weight, ${product} as product from (${from}) as counted offset 0
        ) as weighed offset 0
      ) as fraction offset 0
    ) as scored`;
}

const attendance = ['branch_meeting', 'group_meeting', 'lecture', 'theme_day'];

const MEMBERS = rules(
  `select 0 as level, membership.person_id as subject_id, home.path, membership.member_kind,
    coalesce(branch.category, home.category) as category, coalesce(attended, 0) as attended,
    coalesce(attendance_due, 0) as attendance_due, coalesce(given, 0) as given, coalesce(away, 0) as away,
    ${attendance.map((_, i) => `coalesce(done_${i}, 0) as done_${i}, nullif(due_${i}, 0) as due_${i}`).join(', ')}
  from directory_organizations home
  left join directory_organizations branch on branch.id = home.parent_id and branch.type = 'branch'
  join directory_memberships membership on membership.organization_id = home.id
  left join (
    select subject_id, sum(done) filter (where metric between 100 and 199)::integer as attended,
      sum(due) filter (where metric between 100 and 199)::integer as attendance_due,
      ${done('lecture.given')} as given, ${done('absence.unexcused')} as away,
      ${attendance.map((type, i) => `${done(`attendance.${type}`)} as done_${i}, ${due(`attendance.${type}`)} as due_${i}`).join(', ')}
    from facts where month = ${at} and ${counts} group by subject_id
  ) as fact on fact.subject_id = membership.person_id
  where ${current('membership')} and not exists (
    select from directory_memberships later where later.person_id = membership.person_id and ${current('later')}
      and (later.starts_on, later.id) > (membership.starts_on, membership.id))`,
  {
    base: 6000,
    taskMaximum: 4000,
    tasks: attendance.map((_, i) => ({ maximum: 1000, value: `done_${i}`, target: `due_${i}` })),
    others: [
      ['given', 'least(given * 200, 400)'],
      ['away', '-least(away * 200, 1000)'],
    ],
    applies: `coalesce(category in ('production', 'auxiliary', 'office'), false)`,
  },
);

const average = (level: string): string =>
  `coalesce(${halfUp(`${level}.total`, `nullif(${level}.scored, 0)`)}::integer, 0)`;
const ofMembers = `${average('members')} as average, case when members.scored > 0 then 10000 end as average_target,
    coalesce(members.attended, 0)::integer as came, nullif(members.due, 0)::integer as came_target`;
const sums = `sum(score.score) as total, count(score.score) as scored, sum(score.attended) as attended,
      sum(score.attendance_due) as due`;
const unit = `null::text as member_kind, null::integer as attended, null::integer as attendance_due`;

const GROUPS = rules(
  `select 1 as level, unit.id as subject_id, unit.path, ${unit}, coalesce(held, 0) as held, ${ofMembers}
  from directory_organizations unit
  left join (
    select subject_id, ${done('held.group_meeting')} as held from facts
    where month = ${at} and metric = ${metric('held.group_meeting')} and ${counts} group by subject_id
  ) as fact on fact.subject_id = unit.id
  left join (
    select path, ${sums} from floor_scores score where level = 0 group by path
  ) as members on members.path = unit.path
  where unit.type = 'group'`,
  {
    base: 2000,
    taskMaximum: 8000,
    tasks: [
      { maximum: 1500, value: 'held', target: '1' },
      { maximum: 1500, value: 'average', target: 'average_target' },
      { maximum: 1000, value: 'came', target: 'came_target' },
    ],
    others: [],
    applies: 'true',
  },
);

const monthly = ['committee_meeting', 'theme_day'];
const quarterly = ['branch_meeting', 'lecture'];
const below = (level: number): string => `
    select coalesce(branch.id, home.id) as id, ${sums}
    from floor_scores score join directory_organizations home on home.path = score.path
    left join directory_organizations branch on branch.id = home.parent_id and branch.type = 'branch'
    where score.level = ${level} group by coalesce(branch.id, home.id)`;

const BRANCHES = rules(
  `select 2 as level, unit.id as subject_id, unit.path, ${unit}, ${ofMembers}, ${average('groups')} as groups_average,
    case when groups.scored > 0 then 10000 end as groups_target,
    ${monthly.map((type) => `coalesce(${type}, 0) as ${type}`).join(', ')},
    ${quarterly
      .map(
        (type) => `coalesce(${type}, 0) as ${type},
    case when coalesce(${type}_before, 0) < 1 then 1 end as ${type}_target`,
      )
      .join(', ')}
  from directory_organizations unit
  left join (
    select subject_id, ${monthly.map((type) => `${done(`held.${type}`, `month = ${at}`)} as ${type}`).join(', ')},
      ${quarterly
        .map(
          (type) => `${done(`held.${type}`)} as ${type},
      ${done(`held.${type}`, `month < ${at}`)} as ${type}_before`,
        )
        .join(', ')}
    from facts
    where month between ${quarter} and ${at} and metric between 200 and 299 and ${counts} group by subject_id
  ) as fact on fact.subject_id = unit.id
  left join (${below(0)}) as members on members.id = unit.id
  left join (${below(1)}) as groups on groups.id = unit.id
  where unit.type = 'branch'`,
  {
    base: 2000,
    taskMaximum: 8000,
    tasks: [
      ...monthly.map((type) => ({ maximum: 600, value: type, target: '1' })),
      ...quarterly.map((type) => ({ maximum: 600, value: type, target: `${type}_target` })),
      { maximum: 600, value: 'average', target: 'average_target' },
      { maximum: 400, value: 'groups_average', target: 'groups_target' },
      { maximum: 600, value: 'came', target: 'came_target' },
    ],
    others: [],
    applies: 'true',
  },
);

const columns = `month, run_id, level, subject_id, path, score, grade, not_scored, attended, attendance_due, line_values,
  line_targets, line_points`;

/** Runs the floor into a fresh table like that of the scores, keys and checks and all. */
export async function floor(client: Client): Promise<void> {
  for (const select of [MEMBERS, GROUPS, BRANCHES])
    await client.query(`insert into floor_scores (${columns}) ${select}`);
}

/** What two tables of scores have in common when they are equal. */
export async function contentsOf(client: Client, table: string): Promise<string> {
  const { rows } = await client.query<{ contents: string }>(
    `select count(*) || ':' || sum(hash_record_extended(row(level, subject_id, path, score, grade, not_scored, attended,
       attendance_due, line_values, line_targets, line_points), 1)) as contents from ${table}`,
  );
  return rows[0]?.contents ?? '';
}
