import { DomainError } from '#libs/contracts';

/** The same whether the user does not exist, the password is wrong, or the account is disabled. */
export const credentialsInvalid = (): DomainError => new DomainError('auth.credentials_invalid');

export const passwordWrong = (): DomainError =>
  new DomainError('auth.password_wrong', {
    errors: [
      {
        pointer: '/current',
        code: 'wrong_password',
        message: { zh: '不正确', en: 'is not the password of the account' },
      },
    ],
  });

export const refreshInvalid = (): DomainError => new DomainError('auth.refresh_invalid');

export const sessionNotFound = (): DomainError => new DomainError('auth.session_not_found');

export const slowDown = (retryAfter: number): DomainError =>
  new DomainError('auth.slow_down', { extensions: { retryAfter } });
