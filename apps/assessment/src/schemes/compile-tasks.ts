import { plus, sqlInteger } from './compile-lines.js';
import type { Scheme } from './scheme.js';

const MAX_BIGINT = 2n ** 63n - 1n;
/** More than anybody has been due. */
const MAX_LIMIT = 1_000_000;

/** The columns that the tasks of a scheme add to the stages of the statement, one stage after the other. */
export interface CompiledTasks {
  readonly weight: string;
  /** Null where whole numbers could overflow. */
  readonly denominator: string;
  readonly numerator: string;
  /** What the tasks that apply earn together: an exact fraction, rounded half up, once. */
  readonly points: string;
}

/** Up to this target, of each of so many tasks, nothing that is reckoned over the product of targets overflows. */
export function largestSafeTarget(tasks: number, weight: number, taskMaximum: number): number {
  const room = MAX_BIGINT / (BigInt(2 * taskMaximum + 1) * BigInt(Math.max(weight, 1)));
  let safe = Math.min(MAX_LIMIT, Math.floor(Number(room) ** (1 / Math.max(tasks, 1))));
  while (safe > 0 && BigInt(safe) ** BigInt(tasks) > room) safe -= 1;
  return safe;
}

/**
 * Fractions have the product of all targets as their denominator. It is a bigint where the targets are small, as nearly
 * always, and else a numeric, which is exact at any size and several times as slow.
 */
export function compileTasks(scheme: Scheme): CompiledTasks {
  const tasks = scheme.indicators.flatMap((indicator, index) =>
    indicator.kind === 'task' ? [{ index, maximum: indicator.maximum }] : [],
  );
  const total = tasks.reduce((sum, { maximum }) => sum + maximum, 0);
  const safe = sqlInteger(largestSafeTarget(tasks.length, total, scheme.taskMaximum));
  const product = (one: string): string =>
    [one, ...tasks.map(({ index }) => `coalesce(target_${index}, 1)`)].join(' * ');
  const share = (divided: (by: string) => string): string =>
    plus(
      tasks.map(
        ({ index, maximum }) => `case when target_${index} is null then 0
        else ${divided(`target_${index}`)} * ${sqlInteger(maximum)} * least(value_${index}, target_${index}) end`,
      ),
    );
  const doubled = `2 * ${sqlInteger(scheme.taskMaximum)}`;
  const wide = `(${product('1::numeric')})`;
  return {
    weight: plus(
      tasks.map(
        ({ index, maximum }) =>
          `case when target_${index} is null then 0 else ${sqlInteger(maximum)} end`,
      ),
    ),
    denominator:
      tasks.length === 0
        ? '1::bigint'
        : `case when greatest(${tasks.map(({ index }) => `target_${index}`).join(', ')}) <= ${safe}
        then ${product('1::bigint')} end`,
    numerator: share((by) => `denominator / ${by}`),
    points: `case when denominator is null
        then div(${doubled} * (${share((by) => `div(${wide}, ${by})`)}) + weight * ${wide}, 2 * weight * ${wide})::bigint
        else (${doubled} * numerator + weight * denominator) / (2 * weight * denominator) end`,
  };
}
