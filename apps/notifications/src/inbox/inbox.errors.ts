import { DomainError } from '#libs/contracts';

/** Also for a message that is addressed to somebody else: whether it exists is not the caller's to know. */
export const messageNotFound = (): DomainError => new DomainError('notifications.not_found');
