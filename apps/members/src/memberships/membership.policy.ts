import { addMonthsToDay } from '#libs/calendar';
import type { MembershipKind, MemberStanding } from '#libs/contracts';
import type { RuleValues } from '../rules/rules.js';
import type { MembershipChangeKind, StateBefore } from './membership-change.js';

/** A membership that lasts, as far as the rules ask. */
export interface OpenMembership {
  readonly kind: MembershipKind;
  readonly standing: MemberStanding;
  readonly admittedOn: string;
  /** The end of an extended probation. */
  readonly probationUntil: string | null;
}

type ProbationRules = Pick<RuleValues, 'probation_months' | 'probation_extension_months'>;

export type ProbationFault =
  'not_probationary' | 'too_early' | 'extended_before' | 'not_longer' | 'too_long';

/** The day on which a probation ends: a year from the admission, or as long as it was extended (党章 Art. 7). */
export function probationEnd(
  membership: Pick<OpenMembership, 'admittedOn' | 'probationUntil'>,
  rules: Pick<RuleValues, 'probation_months'>,
): string {
  return membership.probationUntil ?? addMonthsToDay(membership.admittedOn, rules.probation_months);
}

/** Nobody is confirmed before the probation is over. */
export function confirmationFault(
  membership: OpenMembership,
  confirmedOn: string,
  rules: ProbationRules,
): ProbationFault | undefined {
  if (membership.kind !== 'probationary') return 'not_probationary';
  return confirmedOn < probationEnd(membership, rules) ? 'too_early' : undefined;
}

/** A probation is extended once, by a year at most. */
export function extensionFault(
  membership: OpenMembership,
  until: string,
  rules: ProbationRules,
): ProbationFault | undefined {
  if (membership.kind !== 'probationary') return 'not_probationary';
  if (membership.probationUntil !== null) return 'extended_before';
  const end = probationEnd(membership, rules);
  if (until <= end) return 'not_longer';
  return until > addMonthsToDay(end, rules.probation_extension_months) ? 'too_long' : undefined;
}

export type StandingFault = 'unchanged' | 'host_needed' | 'contact_needed' | 'too_short';

export interface NewStanding {
  readonly standing: MemberStanding;
  readonly changedOn: string;
  readonly until: string | null;
  readonly host: string | null;
  readonly contactPersonId: string | null;
}

/**
 * Who floats takes part elsewhere, for six months at least, and has somebody at home who keeps in touch; so has who is
 * long sick, who is never made to attend.
 */
export function standingFault(
  membership: OpenMembership,
  change: NewStanding,
  rules: Pick<RuleValues, 'floating_months'>,
): StandingFault | undefined {
  if (membership.standing === change.standing) return 'unchanged';
  if (change.standing === 'regular') return undefined;
  if (change.contactPersonId === null) return 'contact_needed';
  if (change.standing !== 'floating') return undefined;
  if (change.host === null) return 'host_needed';
  const least = addMonthsToDay(change.changedOn, rules.floating_months);
  return change.until !== null && change.until < least ? 'too_short' : undefined;
}

/** Decisions of the two branches of a transfer, and the taking back of others: put right by another decision alone. */
const neverRevoked: readonly MembershipChangeKind[] = [
  'transferred',
  'transferred_out',
  'transferred_in',
  'revoked',
];

/** A decision as it stands today, and what rests on it. */
export interface StandingDecision {
  readonly change: MembershipChangeKind;
  readonly isRevoked: boolean;
  /** Nothing was decided since, but for what was revoked. */
  readonly isLast: boolean;
  readonly before: StateBefore | null;
  /** A transfer is under way of which a step was taken since. */
  readonly transferSince: boolean;
  /** They are a member today. */
  readonly isMember: boolean;
  /** An office of the Party was given to them since. */
  readonly officeSince: boolean;
  /** They were put on probation within the Party since. */
  readonly partyProbationSince: boolean;
}

export type Reliance = 'transfer' | 'membership' | 'office' | 'party_probation';

/**
 * What rests on a decision: the letter of a transfer says what the member is; who was admitted anew since is a member by
 * that; and the Party's offices are for full members (党章 Art. 7: who is probationary cannot be elected), as are probations
 * within the Party (留党察看).
 */
export function relianceOn(decision: StandingDecision): Reliance | undefined {
  if (decision.transferSince) return 'transfer';
  if (decision.change === 'probation_cancelled' && decision.isMember) return 'membership';
  if (decision.change !== 'confirmed') return undefined;
  if (decision.officeSince) return 'office';
  return decision.partyProbationSince ? 'party_probation' : undefined;
}

export type RevocationFault =
  'not_revocable' | 'revoked_already' | 'not_last' | 'before_unknown' | 'relied_upon';

/** Decisions are taken back from the last one on, each at most once. */
export function revocationFault(decision: StandingDecision): RevocationFault | undefined {
  if (neverRevoked.includes(decision.change)) return 'not_revocable';
  if (decision.isRevoked) return 'revoked_already';
  if (!decision.isLast) return 'not_last';
  if (decision.before === null) return 'before_unknown';
  return relianceOn(decision) && 'relied_upon';
}
