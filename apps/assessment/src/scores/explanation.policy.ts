import { type Month, monthNumber } from '#libs/calendar';
import type { ActivityType, AttendanceStatus, Message } from '#libs/contracts';
import { metricOf } from '../facts/metrics.js';
import { spanOf } from '../schemes/period.policy.js';
import type { Indicator, Scheme } from '../schemes/scheme.js';
import type { ExplainedLine, InapplicableCode, LineSource } from './explained-line.js';

/** The numbers of a score as they are kept, in the scheme's order. */
export interface KeptLines {
  readonly values: readonly number[];
  readonly targets: readonly (number | null)[];
  readonly points: readonly number[];
}

/** A fact of the subject that counted for the run. */
export interface SourceFact {
  readonly metric: string;
  readonly month: number;
  readonly activityId: string;
  readonly heldOn: string;
  readonly status: AttendanceStatus | null;
}

const reasons: Readonly<Record<InapplicableCode, Message>> = {
  nothing_due: { zh: '本月没有应参加的活动', en: 'nothing was due this month' },
  met_before: { zh: '本期已在之前的月份完成', en: 'met in an earlier month of its period' },
  period_open: { zh: '本期尚未结束', en: 'its period goes on' },
  nobody_scored: { zh: '下一级没有得分', en: 'nothing below is scored' },
};

export const toPoints = (hundredths: number): number => hundredths / 100;

function isAverage(indicator: Indicator): boolean {
  return indicator.metric.endsWith('.average_score');
}

function inapplicable(indicator: Indicator, value: number): NonNullable<ExplainedLine['reason']> {
  let code: InapplicableCode = 'nothing_due';
  if (isAverage(indicator)) code = 'nobody_scored';
  else if (indicator.kind === 'task' && indicator.period !== 'month')
    code = value >= (indicator.target ?? 1) ? 'met_before' : 'period_open';
  return { code, ...reasons[code] };
}

function maximumOf(indicator: Indicator): number | null {
  switch (indicator.kind) {
    case 'task':
      return toPoints(indicator.maximum);
    case 'award':
    case 'deduction':
      return toPoints(indicator.cap);
    case 'veto':
      return null;
  }
}

/** The type of activity that a metric is about; undefined for the others. */
function typeOf(metric: string): ActivityType | undefined {
  const [family, type] = metric.split('.');
  return family === 'attendance' || family === 'held' ? (type as ActivityType) : undefined;
}

/** The activities behind an indicator, each with all the duties that its one record meets. */
function sourcesOf(indicator: Indicator, month: Month, facts: readonly SourceFact[]): LineSource[] {
  const first =
    indicator.kind === 'task' ? spanOf(indicator.period, month).first : monthNumber(month);
  return facts
    .filter((fact) => fact.metric === indicator.metric && fact.month >= first)
    .map((fact) => {
      const ofActivity = facts.filter((other) => other.activityId === fact.activityId);
      return {
        activityId: fact.activityId,
        heldOn: fact.heldOn,
        types: [...new Set(ofActivity.flatMap((other) => typeOf(other.metric) ?? []))],
        status: fact.status ?? ofActivity.find((other) => other.status !== null)?.status ?? null,
      };
    });
}

/** The first month whose facts a scheme reads. */
export function firstMonthOf(scheme: Scheme, month: Month): number {
  const firsts = scheme.indicators.flatMap((indicator) =>
    indicator.kind === 'task' ? [spanOf(indicator.period, month).first] : [],
  );
  return Math.min(monthNumber(month), ...firsts);
}

function explainLine(
  indicator: Indicator,
  kept: { value: number; target: number | null; points: number },
): Omit<ExplainedLine, 'sources'> {
  const applicable = indicator.kind !== 'task' || kept.target !== null;
  const unit = isAverage(indicator) ? toPoints : (count: number) => count;
  return {
    key: indicator.key,
    title: indicator.title,
    kind: indicator.kind,
    metric: indicator.metric,
    value: unit(kept.value),
    target: kept.target === null ? null : unit(kept.target),
    maximum: maximumOf(indicator),
    points: toPoints(kept.points),
    applicable,
    reason: applicable ? null : inapplicable(indicator, kept.value),
    article: indicator.source ?? metricOf(indicator.metric).source ?? null,
  };
}

/** Makes the kept numbers of a score readable, down to the records they came from. */
export function explain(
  scheme: Scheme,
  month: Month,
  kept: KeptLines,
  facts: readonly SourceFact[],
): ExplainedLine[] {
  // Who is outside the scheme has no lines at all.
  if (kept.values.length === 0) return [];
  return scheme.indicators.map((indicator, index) => ({
    ...explainLine(indicator, {
      value: kept.values[index] ?? 0,
      target: kept.targets[index] ?? null,
      points: kept.points[index] ?? 0,
    }),
    sources: sourcesOf(indicator, month, facts),
  }));
}
