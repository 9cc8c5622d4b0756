import { DomainError } from '#libs/contracts';

export const clientNotFound = (): DomainError => new DomainError('clients.not_found');

export const secretNotFound = (): DomainError => new DomainError('clients.secret_not_found');

export const secretsFull = (): DomainError => new DomainError('clients.secrets_full');

export const clientNameTaken = (cause: unknown): DomainError =>
  new DomainError('accounts.username_taken', {
    errors: [{ pointer: '/name', code: 'taken', message: { zh: '已被使用', en: 'is taken' } }],
    cause,
  });

/** The same for an id that is unknown, a secret that is wrong or too old, and a client that is disabled. */
export const clientInvalid = (): DomainError =>
  new DomainError('auth.client_invalid', { extensions: { error: 'invalid_client' } });

export const scopeInvalid = (): DomainError =>
  new DomainError('auth.scope_invalid', { extensions: { error: 'invalid_scope' } });
