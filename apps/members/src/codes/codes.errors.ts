import { DomainError } from '#libs/contracts';

/** The same for one that is no code, one that nobody issued and one that was revoked. */
export const codeUnknown = (): DomainError => new DomainError('codes.unknown');

export const sheetTooLong = (): DomainError => new DomainError('codes.sheet_too_long');
