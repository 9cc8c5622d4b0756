import { DomainError, type FieldError } from '#libs/contracts';

export const schemeNotFound = (): DomainError => new DomainError('assessment.scheme_not_found');

export const schemeInvalid = (errors: readonly FieldError[]): DomainError =>
  new DomainError('assessment.scheme_invalid', { errors });

export const formalismRefused = (errors: readonly FieldError[]): DomainError =>
  new DomainError('assessment.formalism_refused', { errors });

export const schemeMissing = (level: string): DomainError =>
  new DomainError('assessment.scheme_missing', { extensions: { level } });
