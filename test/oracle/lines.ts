import { addMonths, isQuarterEnd, quarterStart } from '#libs/calendar';
import type { FactBook, Tally } from './fact-book.js';
import { Fraction } from './fraction.js';
import type { SchemeIndicator, TaskRule } from './input.js';

/** One indicator of one subject's score. Points in hundredths; a line without a target is inapplicable or no task. */
export interface OracleLine {
  readonly key: string;
  readonly value: number;
  readonly target: number | null;
  readonly points: number;
}

/** What a unit knows of those below it, once they are scored. */
export interface Below {
  /** Scores in hundredths of those who were scored. */
  readonly memberScores: readonly number[];
  readonly groupScores: readonly number[];
  /** All attendance of the month of all members of the roster. */
  readonly attendance: Tally;
}

export interface Subject {
  readonly id: string;
  readonly month: string;
  readonly facts: FactBook;
  /** A member has nobody below. */
  readonly below: Below | null;
}

const FULL_SCORE = 10_000;

export function lineOf(subject: Subject, indicator: SchemeIndicator): OracleLine {
  const { key, metric } = indicator;
  if (indicator.kind === 'task') {
    const { value, target } = measure(subject, metric, indicator);
    const points = target === null ? 0 : earned(indicator.maximum, value, target).halfUp();
    return { key, value, target, points };
  }
  const { done: value } = subject.facts.sum(subject.id, metric, subject.month, subject.month);
  if (indicator.kind === 'veto') return { key, value, target: null, points: 0 };
  const points = Math.min(value * indicator.pointsEach, indicator.cap);
  return { key, value, target: null, points: indicator.kind === 'award' ? points : 0 - points };
}

/** The share of a task's maximum that was earned; more than the target earns no more. */
export function earned(maximum: number, value: number, target: number): Fraction {
  return Fraction.of(maximum * Math.min(value, target), target);
}

function measure(
  subject: Subject,
  metric: string,
  task: TaskRule,
): { value: number; target: number | null } {
  const { id, month, facts, below } = subject;
  if (below && metric === 'members.average_score') return average(below.memberScores);
  if (below && metric === 'groups.average_score') return average(below.groupScores);
  if (below && metric === 'members.attendance_rate') return ofDue(below.attendance);

  const now = facts.sum(id, metric, month, month);
  const { target, period } = task;
  if (target === undefined) return ofDue(now);
  if (period === 'month') return { value: now.done, target };

  const start = period === 'quarter' ? quarterStart(month) : `${month.slice(0, 4)}-01`;
  const closes = period === 'quarter' ? isQuarterEnd(month) : month.endsWith('-12');
  const earlier = start === month ? 0 : facts.sum(id, metric, start, addMonths(month, -1)).done;
  const value = earlier + now.done;
  const isScoredNow = earlier < target && (closes || value >= target);
  return { value, target: isScoredNow ? target : null };
}

function ofDue({ due, done }: Tally): { value: number; target: number | null } {
  return { value: done, target: due === 0 ? null : due };
}

function average(scores: readonly number[]): { value: number; target: number | null } {
  if (scores.length === 0) return { value: 0, target: null };
  const sum = scores.reduce((total, score) => total + score, 0);
  return { value: Fraction.of(sum, scores.length).halfUp(), target: FULL_SCORE };
}
