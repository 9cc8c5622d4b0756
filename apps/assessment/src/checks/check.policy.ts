import type { Month } from '#libs/calendar';
import type { Message } from '#libs/contracts';
import { metricOf } from '../facts/metrics.js';
import { spanOf } from '../schemes/period.policy.js';
import type { Period, Scheme, TaskIndicator } from '../schemes/scheme.js';

/** A duty of organizations that the month brings to account. */
export interface Duty {
  readonly level: Scheme['level'];
  readonly metric: string;
  readonly metricId: number;
  readonly target: number;
  readonly period: Period;
  /** The number of the first month that counts for it. */
  readonly firstMonth: number;
  /** Asked of branches of these categories and all in them; undefined: of everybody. */
  readonly categories: Scheme['applies']['categories'];
  readonly indicator: TaskIndicator;
}

/**
 * What a month's schemes will ask of organizations: the check speaks of what the run would score, and of nothing else.
 * A duty of several months is asked for when its period closes.
 */
export function dutiesOf(schemes: readonly Scheme[], month: Month): Duty[] {
  return schemes.flatMap((scheme) =>
    scheme.indicators.flatMap((indicator) => {
      if (indicator.kind !== 'task' || indicator.target === undefined) return [];
      const { id, subject } = metricOf(indicator.metric);
      const { first, closes } = spanOf(indicator.period, month);
      if (subject !== 'organization' || !closes) return [];
      return [
        {
          level: scheme.level,
          metric: indicator.metric,
          metricId: id,
          target: indicator.target,
          period: indicator.period,
          firstMonth: first,
          categories: scheme.applies.categories,
          indicator,
        },
      ];
    }),
  );
}

const periods: Readonly<Record<Period, Message>> = {
  month: { zh: '本月', en: 'this month' },
  quarter: { zh: '本季度', en: 'this quarter' },
  year: { zh: '本年度', en: 'this year' },
};

export function unmetMessage(duty: Duty, found: number): Message {
  const { title } = metricOf(duty.metric);
  const period = periods[duty.period];
  return {
    zh: `${period.zh}应${title.zh} ${duty.target} 次，已备案 ${found} 次`,
    en: `${title.en}: ${duty.target} due ${period.en}, ${found} filed`,
  };
}

export const nothingFiledMessage = {
  zh: '本月没有任何已备案的活动',
  en: 'nothing at all is filed this month',
};
