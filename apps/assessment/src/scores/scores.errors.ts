import { DomainError } from '#libs/contracts';

export const scoreNotFound = (): DomainError => new DomainError('assessment.score_not_found');

export const runNotPublished = (): DomainError => new DomainError('assessment.run_not_published');

export const runNotScored = (): DomainError => new DomainError('assessment.run_not_scored');
