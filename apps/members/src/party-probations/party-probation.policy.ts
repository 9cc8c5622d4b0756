import { addMonthsToDay } from '#libs/calendar';
import type { MembershipKind } from '#libs/contracts';
import type { RuleValues } from '../rules/rules.js';

type LengthRule = Pick<RuleValues, 'party_probation_months'>;

/** A decision, and the end that it sets: the first day on which rights are held again. */
export interface DecidedEnd {
  readonly decidedOn: string;
  readonly endsOn: string;
}

export interface PartyProbationTerms extends DecidedEnd {
  readonly startsOn: string;
}

/** What the member is on the first day. */
export interface SanctionedMember {
  readonly kind: MembershipKind;
  readonly admittedOn: string;
  readonly confirmedOn: string | null;
}

/** One that was decided, as it stands. */
export interface StandingPartyProbation {
  readonly startsOn: string;
  readonly endsOn: string;
  /** The day of the last decision about it. */
  readonly decidedOn: string;
  /** Its end was decided, and not only set beforehand. */
  readonly isEnded: boolean;
}

export type PartyProbationFault =
  | 'future'
  | 'starts_before_decision'
  | 'before_start'
  | 'before_first_day'
  | 'before_admission'
  | 'probationary'
  | 'too_long'
  | 'before_last_decision'
  | 'not_longer'
  | 'already_ended';

/** The last day on which one that begins then may end: after two years at most (党章 Art. 41). */
export function latestEnd(startsOn: string, rules: LengthRule): string {
  return addMonthsToDay(startsOn, rules.party_probation_months);
}

/**
 * It holds from its decision on and not before. Whoever is probationary is not put on it: their own probation is extended,
 * or they are not confirmed (党章 Art. 7).
 */
export function impositionFault(
  { decidedOn, startsOn, endsOn }: PartyProbationTerms,
  member: SanctionedMember,
  rules: LengthRule,
  today: string,
): PartyProbationFault | undefined {
  if (decidedOn > today) return 'future';
  if (startsOn < decidedOn) return 'starts_before_decision';
  if (endsOn <= startsOn) return 'before_start';
  if (decidedOn < member.admittedOn) return 'before_admission';
  const isConfirmed = member.confirmedOn === null || member.confirmedOn <= startsOn;
  if (member.kind === 'probationary' || !isConfirmed) return 'probationary';
  return endsOn > latestEnd(startsOn, rules) ? 'too_long' : undefined;
}

function orderFault(
  { decidedOn }: DecidedEnd,
  standing: StandingPartyProbation,
  today: string,
): PartyProbationFault | undefined {
  if (decidedOn > today) return 'future';
  return decidedOn < standing.decidedOn ? 'before_last_decision' : undefined;
}

/** The whole, and not the extension, is no longer than is allowed. What was ended is not taken up again. */
export function extensionFault(
  decided: DecidedEnd,
  standing: StandingPartyProbation,
  rules: LengthRule,
  today: string,
): PartyProbationFault | undefined {
  const fault = orderFault(decided, standing, today);
  if (fault) return fault;
  if (standing.isEnded) return 'already_ended';
  if (decided.endsOn <= standing.endsOn) return 'not_longer';
  return decided.endsOn > latestEnd(standing.startsOn, rules) ? 'too_long' : undefined;
}

/**
 * Rights are restored on the day that was set, or sooner; by a further decision sooner still. With its first day it is
 * annulled. To draw it out is an extension.
 */
export function endFault(
  decided: DecidedEnd,
  standing: StandingPartyProbation,
  today: string,
): PartyProbationFault | undefined {
  const fault = orderFault(decided, standing, today);
  if (fault) return fault;
  if (decided.endsOn < standing.startsOn) return 'before_first_day';
  if (decided.endsOn > standing.endsOn) return 'already_ended';
  return standing.isEnded && decided.endsOn === standing.endsOn ? 'already_ended' : undefined;
}
