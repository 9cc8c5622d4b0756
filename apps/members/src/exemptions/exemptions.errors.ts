import { DomainError, type FieldError } from '#libs/contracts';
import type { ExemptionFault } from './exemption.policy.js';

export const exemptionNotFound = (): DomainError => new DomainError('exemptions.not_found');

export const exemptionOverlaps = (cause: unknown): DomainError =>
  new DomainError('exemptions.overlaps', { cause });

export const exemptionEnded = (): DomainError => new DomainError('exemptions.already_ended');

const faults = {
  before_start: {
    pointer: '/endsOn',
    code: 'before_start',
    message: { zh: '须晚于起始日期', en: 'is not after the start' },
  },
  reason: {
    pointer: '/reason',
    code: 'exemption_reason',
    message: {
      zh: '长期病休只免于参加活动，不减少应到会人数',
      en: 'exempts from attendance only',
    },
  },
  too_short: {
    pointer: '/endsOn',
    code: 'too_short',
    message: {
      zh: '出国（境）时间不足规定的时间',
      en: 'makes the stay abroad shorter than the rule asks for',
    },
  },
} as const satisfies Record<ExemptionFault, FieldError>;

export const refusedExemption = (fault: ExemptionFault): DomainError =>
  new DomainError('request.invalid', { errors: [faults[fault]] });
