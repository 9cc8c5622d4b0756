import { DomainError, fieldInvalid } from '#libs/contracts';
import type {
  ProbationFault,
  Reliance,
  RevocationFault,
  StandingFault,
} from './membership.policy.js';

export const noMembership = (): DomainError => new DomainError('memberships.none_open');

export const beforeAdmission = (): DomainError =>
  fieldInvalid('/changedOn', 'before_admission', {
    zh: '早于入党日期',
    en: 'is before the admission',
  });

/** What somebody was on the days before would have to be told anew, and with it what was decided since. */
export const decidedSince = (decidedFrom: string): DomainError =>
  new DomainError('memberships.decided_since', { extensions: { decidedFrom } });

export const changeInFuture = (): DomainError =>
  fieldInvalid('/changedOn', 'future', { zh: '不能晚于今天', en: 'lies in the future' });

export const untilBeforeStart = (): DomainError =>
  fieldInvalid('/until', 'before_start', { zh: '须晚于起始日期', en: 'is not after the start' });

export const changeNotFound = (): DomainError => new DomainError('memberships.change_not_found');

export const revokedInFuture = (): DomainError =>
  fieldInvalid('/revokedOn', 'future', { zh: '不能晚于今天', en: 'lies in the future' });

export const revokedBeforeDecision = (changedOn: string): DomainError =>
  fieldInvalid('/revokedOn', 'before_start', {
    zh: `早于该决定的日期（${changedOn}）`,
    en: `is before the day of the decision, ${changedOn}`,
  });

const revocationRefusals = {
  not_revocable: 'memberships.not_revocable',
  revoked_already: 'memberships.revoked_already',
  not_last: 'memberships.not_last',
  before_unknown: 'memberships.before_unknown',
  relied_upon: 'memberships.relied_upon',
} as const satisfies Record<RevocationFault, string>;

/** What rests on the decision is told, for whoever has to put that right first. */
export const refusedRevocation = (
  fault: RevocationFault,
  reliedUponBy: Reliance | undefined,
): DomainError =>
  new DomainError(revocationRefusals[fault], reliedUponBy && { extensions: { reliedUponBy } });

const probationRefusals = {
  not_probationary: 'memberships.not_probationary',
  too_early: 'memberships.probation_not_over',
  extended_before: 'memberships.extended_before',
  too_long: 'memberships.extension_too_long',
} as const satisfies Record<Exclude<ProbationFault, 'not_longer'>, string>;

/** The faults of a day say of which probation it is, for whoever has to choose another. */
export const refusedProbation = (fault: ProbationFault, probationEndsOn: string): DomainError =>
  fault === 'not_longer'
    ? fieldInvalid('/until', 'before_start', {
        zh: `须晚于预备期届满之日（${probationEndsOn}）`,
        en: `is not after the end of the probation, ${probationEndsOn}`,
      })
    : new DomainError(probationRefusals[fault], { extensions: { probationEndsOn } });

const standingRefusals = {
  unchanged: () => new DomainError('memberships.standing_unchanged'),
  host_needed: () =>
    fieldInvalid('/host', 'required', {
      zh: '流动党员须填写流入地党组织',
      en: 'is needed for a floating member',
    }),
  contact_needed: () =>
    fieldInvalid('/contactPersonId', 'required', {
      zh: '须指定联系人',
      en: 'is needed: somebody keeps in touch',
    }),
  too_short: () =>
    fieldInvalid('/until', 'too_short', {
      zh: '外出不足流动党员规定的时间',
      en: 'is sooner than a member counts as floating',
    }),
} as const satisfies Record<StandingFault, () => DomainError>;

export const refusedStanding = (fault: StandingFault): DomainError => standingRefusals[fault]();
