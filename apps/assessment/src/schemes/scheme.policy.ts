import type { FieldCode, FieldError } from '#libs/contracts';
import { findMetric, isReadableAt } from '../facts/metrics.js';
import { schemeInvalid } from './schemes.errors.js';
import { type Indicator, MAX_POINTS, type Scheme, schemeShape } from './scheme.js';

const wrong = (pointer: string, code: FieldCode, zh: string, en: string): FieldError => ({
  pointer,
  code,
  message: { zh, en },
});

function indicatorErrors(indicator: Indicator, level: Scheme['level'], at: string): FieldError[] {
  const metric = findMetric(indicator.metric);
  if (!metric) return [wrong(`${at}/metric`, 'unknown_metric', '没有这个度量', 'is not a metric')];
  if (!isReadableAt(level, metric))
    return [
      wrong(`${at}/metric`, 'level', '这一级不能使用该度量', `cannot be read for a ${level}`),
    ];
  const aggregate = metric.subject === 'members' || metric.subject === 'groups';
  if (indicator.kind !== 'task')
    return aggregate
      ? [wrong(`${at}/metric`, 'kind', '汇总度量只能用于任务', 'an aggregate can only be a task')]
      : [];
  if (aggregate && (indicator.target !== undefined || indicator.period !== 'month'))
    return [
      wrong(
        at,
        'aggregate',
        '汇总度量按月计，不设目标',
        'an aggregate is monthly and has no target',
      ),
    ];
  if (aggregate) return [];
  const counted = indicator.metric.startsWith('attendance.');
  if (indicator.target === undefined && (indicator.period !== 'month' || !counted))
    return [wrong(`${at}/target`, 'missing', '必须设定目标', 'is needed here')];
  return [];
}

function bandErrors({ bands }: Scheme): FieldError[] {
  const falling = bands.every((band, i) => i === 0 || band.from < (bands[i - 1]?.from ?? 0));
  const distinct = new Set(bands.map((band) => band.grade)).size === bands.length;
  if (falling && distinct && bands.at(-1)?.from === 0) return [];
  return [
    wrong(
      '/bands',
      'bands',
      '等次应由高到低、各不相同，最后一档从 0 分起',
      'must fall from the best grade to one that begins at 0, each grade once',
    ),
  ];
}

/** What the shape alone cannot say. */
function meaningErrors(scheme: Scheme): FieldError[] {
  const errors = scheme.indicators.flatMap((indicator, index) =>
    indicatorErrors(indicator, scheme.level, `/indicators/${index}`),
  );
  const keys = scheme.indicators.map((indicator) => indicator.key);
  for (const [index, key] of keys.entries())
    if (keys.indexOf(key) < index)
      errors.push(wrong(`/indicators/${index}/key`, 'duplicate', '与前面的重复', 'is used before'));
  if (scheme.base + scheme.taskMaximum > MAX_POINTS)
    errors.push(
      wrong(
        '/taskMaximum',
        'over_100',
        '基础分与任务分之和不能超过 100 分',
        'base and tasks together must not be more than 100 points',
      ),
    );
  if (!scheme.indicators.some((indicator) => indicator.kind === 'task'))
    errors.push(wrong('/indicators', 'no_task', '至少要有一项任务', 'needs at least one task'));
  return [...errors, ...bandErrors(scheme)];
}

/**
 * Reads a scheme's definition.
 *
 * @param at where the definition stands in the request, as a JSON pointer.
 * @throws assessment.scheme_invalid, naming every field that is wrong.
 */
export function parseScheme(definition: unknown, at = ''): Scheme {
  const parsed = schemeShape.safeParse(definition);
  const errors = parsed.success
    ? meaningErrors(parsed.data)
    : parsed.error.issues.map((issue) =>
        wrong(
          issue.path.map((step) => `/${String(step)}`).join(''),
          issue.code,
          '内容不正确',
          issue.message,
        ),
      );
  if (parsed.success && errors.length === 0) return parsed.data;
  throw schemeInvalid(errors.map((error) => ({ ...error, pointer: `${at}${error.pointer}` })));
}
