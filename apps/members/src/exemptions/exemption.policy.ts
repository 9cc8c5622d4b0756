import { addMonthsToDay } from '#libs/calendar';
import type { RuleValues } from '../rules/rules.js';
import type { ExemptionKind, ExemptionReason } from './exemption.js';

export interface ExemptionTerms {
  readonly exemptsFrom: ExemptionKind;
  readonly reason: ExemptionReason;
  readonly startsOn: string;
  readonly endsOn: string | null;
}

export type ExemptionFault = 'before_start' | 'reason' | 'too_short';

/**
 * What is against an exemption. Who is long sick need not come and keeps the vote: only who is bed-ridden or cannot care for
 * themselves leaves the base of votes. A stay abroad counts when it is longer than the rule says.
 */
export function exemptionFault(
  { exemptsFrom, reason, startsOn, endsOn }: ExemptionTerms,
  rules: Pick<RuleValues, 'abroad_months'>,
): ExemptionFault | undefined {
  if (endsOn !== null && endsOn <= startsOn) return 'before_start';
  if (exemptsFrom === 'vote_count' && reason === 'long_sick') return 'reason';
  const least = addMonthsToDay(startsOn, rules.abroad_months);
  return reason === 'abroad' && endsOn !== null && endsOn <= least ? 'too_short' : undefined;
}

export interface VoteBase {
  /** Members of the day. */
  readonly members: number;
  /** Of those, who have no vote yet (党章 Art. 7). */
  readonly probationary: number;
  /** Of those, who have none for a time (留党察看, 党章 Art. 41). */
  readonly onPartyProbation: number;
  /** Of all, who have a vote. */
  readonly entitled: number;
  /** Of those with a vote, who are counted as due (应到会). */
  readonly due: number;
}

/** A branch meeting is valid when half of those with a vote are present (支部工作条例 Art. 11). */
export function presentNeeded({ entitled }: Pick<VoteBase, 'entitled'>): number {
  return Math.ceil(entitled / 2);
}

/** A motion passes with more than half of those entitled and due, present or not (支部工作条例 Art. 11). */
export function yesNeeded({ due }: Pick<VoteBase, 'due'>): number {
  return Math.floor(due / 2) + 1;
}
