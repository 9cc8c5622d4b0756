import { DomainError, type FieldError, fieldInvalid } from '#libs/contracts';
import type { AffiliationFault } from './affiliation.policy.js';

export const memberAlready = (): DomainError => new DomainError('memberships.open');

export const notAffiliated = (): DomainError => new DomainError('people.not_affiliated');

const messages = {
  future: { zh: '不能晚于今天', en: 'lies in the future' },
  before_start: {
    zh: '须晚于到现组织的日期',
    en: 'is not after the day on which the person came to where they are',
  },
  before_end: { zh: '早于离开原组织的日期', en: 'is before the person left where they were' },
  before_founding: { zh: '早于该组织的成立日期', en: 'is before the founding of the organization' },
} as const satisfies Record<AffiliationFault, FieldError['message']>;

export const wrongAffiliationDay = (pointer: string, code: AffiliationFault): DomainError =>
  fieldInvalid(pointer, code, messages[code]);
