import { DomainError, fieldInvalid } from '#libs/contracts';
import type { Weakness } from './password.policy.js';

export const accountNotFound = (): DomainError => new DomainError('accounts.not_found');

export const usernameTaken = (cause: unknown): DomainError =>
  new DomainError('accounts.username_taken', {
    errors: [{ pointer: '/username', code: 'taken', message: { zh: '已被使用', en: 'is taken' } }],
    cause,
  });

export const personHasAccount = (cause: unknown): DomainError =>
  new DomainError('accounts.person_has_account', { cause });

export const passwordWeak = (pointer: string, weakness: Weakness): DomainError =>
  new DomainError('accounts.password_weak', { errors: [{ pointer, ...weakness }] });

export const passwordSame = (): DomainError =>
  passwordWeak('/new', {
    code: 'same_password',
    message: { zh: '不能与当前密码相同', en: 'is the current password' },
  });

export const roleNeeded = (): DomainError =>
  new DomainError('accounts.role_needed', {
    errors: [
      {
        pointer: '/roles',
        code: 'needed',
        message: { zh: '至少需要一个角色', en: 'needs one at least' },
      },
    ],
  });

/** Who could log in as the account, or shut it out, would reach further than the own administration. */
export const beyondScope = (): DomainError => new DomainError('accounts.beyond_scope');

export const ownAccount = (): DomainError => new DomainError('accounts.own_account');

export const isClient = (): DomainError => new DomainError('accounts.is_client');

export const grantNotFound = (): DomainError => new DomainError('grants.not_found');

export const grantAlreadyEnded = (): DomainError => new DomainError('grants.already_ended');

export const endsBeforeStart = (): DomainError =>
  fieldInvalid('/endsOn', 'before_start', { zh: '不能早于开始日期', en: 'is before the start' });
