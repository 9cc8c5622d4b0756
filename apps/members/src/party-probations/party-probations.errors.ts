import { DomainError, type FieldError } from '#libs/contracts';
import type { PartyProbationFault } from './party-probation.policy.js';

export const partyProbationNotFound = (): DomainError => new DomainError('sanctions.not_found');

export const partyProbationOverlaps = (cause: unknown): DomainError =>
  new DomainError('sanctions.overlaps', { cause });

const inField = (field: FieldError) => (): DomainError =>
  new DomainError('request.invalid', { errors: [field] });

/** The fault of the whole length says until when it may last, for whoever has to choose another day. */
const refusals = {
  probationary: () => new DomainError('sanctions.probationary_member'),
  already_ended: () => new DomainError('sanctions.already_ended'),
  too_long: (latest) =>
    new DomainError('sanctions.too_long', {
      errors: [
        {
          pointer: '/endsOn',
          code: 'party_probation_length',
          message: { zh: `最迟至${latest}`, en: `is after ${latest}` },
        },
      ],
    }),
  future: inField({
    pointer: '/decidedOn',
    code: 'future',
    message: { zh: '不能晚于今天', en: 'lies in the future' },
  }),
  starts_before_decision: inField({
    pointer: '/startsOn',
    code: 'before_decision',
    message: { zh: '早于决定日期', en: 'is before the day of the decision' },
  }),
  before_last_decision: inField({
    pointer: '/decidedOn',
    code: 'before_decision',
    message: { zh: '早于上一项决定的日期', en: 'is before the day of the last decision' },
  }),
  before_start: inField({
    pointer: '/endsOn',
    code: 'before_start',
    message: { zh: '早于起始日期，或与之相同', en: 'is not after the start' },
  }),
  before_first_day: inField({
    pointer: '/endsOn',
    code: 'before_start',
    message: { zh: '早于起始日期', en: 'is before the start' },
  }),
  before_admission: inField({
    pointer: '/decidedOn',
    code: 'before_admission',
    message: { zh: '早于入党日期', en: 'is before the admission' },
  }),
  not_longer: inField({
    pointer: '/endsOn',
    code: 'before_end',
    message: { zh: '须晚于原定的期满日期', en: 'is not after the end that was set' },
  }),
} as const satisfies Record<PartyProbationFault, (latest: string) => DomainError>;

export const refusedPartyProbation = (fault: PartyProbationFault, latest: string): DomainError =>
  refusals[fault](latest);
