import { plus, sqlInteger } from './compile-lines.js';
import type { Scheme } from './scheme.js';

const MAX_BIGINT = 2n ** 63n - 1n;
/** More than anybody has been due; so many of the most tasks multiplied are within a float. */
const MAX_TARGET = 1_000_000;
/** Of so many parts: a product of 40 floats is wrong by less than one. */
const FLOAT_MARGIN = 1_000_000_000n;

/** The columns that the tasks of a scheme add to the stages of the statement, one stage after the other. */
export interface CompiledTasks {
  readonly weight: string;
  /** Null where whole numbers could overflow. */
  readonly denominator: string;
  readonly numerator: string;
  /** What the tasks that apply earn together: an exact fraction, rounded half up, once. */
  readonly points: string;
}

/** Up to this product of targets nothing overflows that is reckoned over it. */
export function largestSafeProduct(weight: number, taskMaximum: number): bigint {
  // Twice the weight is divided by, also where tasks earn nothing.
  return MAX_BIGINT / (BigInt(Math.max(2 * taskMaximum + 1, 2)) * BigInt(Math.max(weight, 1)));
}

/**
 * Fractions have the product of all targets as their denominator. It is a bigint where the targets are small, as nearly
 * always, and else a numeric, which is exact at any size and several times as slow. Whether they are is asked of floats,
 * which cannot overflow there.
 */
export function compileTasks(scheme: Scheme): CompiledTasks {
  const tasks = scheme.indicators.flatMap((indicator, index) =>
    indicator.kind === 'task' ? [{ index, maximum: indicator.maximum }] : [],
  );
  const total = tasks.reduce((sum, { maximum }) => sum + maximum, 0);
  const room = largestSafeProduct(total, scheme.taskMaximum);
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
        : `case when greatest(${tasks.map(({ index }) => `target_${index}`).join(', ')}) <= ${sqlInteger(MAX_TARGET)}
        then case when ${product('1::float8')} <= ${room - room / FLOAT_MARGIN - 1n}::float8
        then ${product('1::bigint')} end end`,
    numerator: share((by) => `denominator / ${by}`),
    points: `case when denominator is null
        then div(${doubled} * (${share((by) => `div(${wide}, ${by})`)}) + weight * ${wide}, 2 * weight * ${wide})::bigint
        else (${doubled} * numerator + weight * denominator) / (2 * weight * denominator) end`,
  };
}
