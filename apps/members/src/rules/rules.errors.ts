import { DomainError } from '#libs/contracts';

export const ruleValueExists = (): DomainError => new DomainError('rules.value_exists');

export const rulesNotYours = (): DomainError => new DomainError('auth.forbidden');
