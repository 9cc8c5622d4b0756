import { DomainError } from '#libs/contracts';

export const scoreNotFound = (): DomainError => new DomainError('assessment.score_not_found');
