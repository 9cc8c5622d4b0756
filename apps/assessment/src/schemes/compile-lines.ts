import type { Month } from '#libs/calendar';
import { metricOf } from '../facts/metrics.js';
import { gradeCode } from './codes.js';
import { spanOf } from './period.policy.js';
import type { Indicator, TaskIndicator } from './scheme.js';

/** A number of a scheme as SQL. Text of a scheme never becomes SQL; the shape has bounded every number before. */
export function sqlInteger(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 1_000_000)
    throw new Error(`not a number for a statement: ${value}`);
  return String(value);
}

/** A column over facts, and its name; null where there are none. */
export interface Sum {
  readonly name: string;
  readonly sql: string;
}

/** What an indicator adds to the stages of the statement. Columns are named by the indicator's position. */
export interface CompiledLine {
  /** What is summed over the subject's facts (`fact`), where the indicator reads facts; given what tells the month's. */
  sums(ofMonth: string): readonly Sum[];
  readonly metricId: number | null;
  /** The first month whose facts are read. */
  readonly firstMonth: number | null;
  readonly value: string;
  /** Null where the indicator does not apply, or has no target. */
  readonly target: string;
  readonly points: string;
}

/** Half up, of numbers that are not negative: a whole division cuts off. */
export const halfUp = (dividend: string, divisor: string): string =>
  `(2 * (${dividend}) + (${divisor})) / (2 * (${divisor}))`;

export const plus = (terms: readonly string[]): string =>
  terms.length > 0 ? terms.join(' + ') : '0';

export const sumOf = (name: string, column: 'due' | 'done', condition: string): Sum => ({
  name,
  sql: `sum(fact.${column}) filter (where ${condition})`,
});

const aggregates: Readonly<Record<string, { readonly value: string; readonly target: string }>> = {
  'members.average_score': {
    value: `coalesce((${halfUp('members.total', 'nullif(members.scored, 0)')})::integer, 0)`,
    target: 'case when members.scored > 0 then 10000 end',
  },
  'groups.average_score': {
    value: `coalesce((${halfUp('groups.total', 'nullif(groups.scored, 0)')})::integer, 0)`,
    target: 'case when groups.scored > 0 then 10000 end',
  },
  'members.attendance_rate': {
    value: 'coalesce(members.attended, 0)',
    target: 'nullif(members.attendance_due, 0)',
  },
};

const taskPoints = (indicator: TaskIndicator, index: number): string => {
  const earned = `${sqlInteger(indicator.maximum)}::bigint * least(value_${index}, target_${index})`;
  // Asked for null first: least() passes over a null, and would give full points where nothing was due.
  return `case when target_${index} is null then 0 else (${halfUp(earned, `target_${index}`)})::integer end`;
};

/** A duty of several months counts in the month in which it is met, or in which its period closes. */
function dutyOverMonths(
  indicator: TaskIndicator,
  index: number,
  closes: boolean,
): CompiledLine['target'] {
  const target = sqlInteger(indicator.target ?? 1);
  if (closes) return `case when earlier_${index} < ${target} then ${target} end`;
  return `case when earlier_${index} < ${target} and earlier_${index} + done_${index} >= ${target} then ${target} end`;
}

function compileTask(indicator: TaskIndicator, index: number, month: Month): CompiledLine {
  const points = taskPoints(indicator, index);
  const aggregate = aggregates[indicator.metric];
  if (aggregate) return { ...aggregate, sums: () => [], metricId: null, firstMonth: null, points };
  const metricId = metricOf(indicator.metric).id;
  const { first, closes } = spanOf(indicator.period, month);
  const ours = `fact.metric = ${sqlInteger(metricId)}`;
  const done = (ofMonth: string) => sumOf(`done_${index}`, 'done', ours + ofMonth);
  const read = { metricId, firstMonth: first, points };
  if (indicator.period !== 'month')
    return {
      ...read,
      sums: (ofMonth) => [
        done(ofMonth),
        sumOf(
          `earlier_${index}`,
          'done',
          `${ours} and fact.month between ${sqlInteger(first)} and $1 - 1`,
        ),
      ],
      value: `earlier_${index} + done_${index}`,
      target: dutyOverMonths(indicator, index, closes),
    };
  if (indicator.target !== undefined)
    return {
      ...read,
      sums: (ofMonth) => [done(ofMonth)],
      value: `done_${index}`,
      target: sqlInteger(indicator.target),
    };
  return {
    ...read,
    sums: (ofMonth) => [done(ofMonth), sumOf(`due_${index}`, 'due', ours + ofMonth)],
    value: `done_${index}`,
    target: `nullif(due_${index}, 0)`,
  };
}

/** Compiles the indicator at this position of the scheme, for one month. */
export function compileLine(indicator: Indicator, index: number, month: Month): CompiledLine {
  if (indicator.kind === 'task') return compileTask(indicator, index, month);
  const metricId = metricOf(indicator.metric).id;
  const line = {
    sums: (ofMonth: string) => [
      sumOf(`done_${index}`, 'done', `fact.metric = ${sqlInteger(metricId)}${ofMonth}`),
    ],
    metricId,
    firstMonth: spanOf('month', month).first,
    value: `done_${index}`,
    target: 'null::integer',
  };
  if (indicator.kind === 'veto') return { ...line, points: '0' };
  const points = `least(value_${index}::bigint * ${sqlInteger(indicator.pointsEach)}, ${sqlInteger(indicator.cap)})::integer`;
  return { ...line, points: indicator.kind === 'award' ? points : `-${points}` };
}

/** The best grade that is left where the veto counts; null where it does not. */
export function compileVeto(indicator: Indicator, index: number): string | null {
  if (indicator.kind !== 'veto') return null;
  return `case when value_${index} > 0 then ${sqlInteger(gradeCode(indicator.ceilingGrade))} end`;
}
