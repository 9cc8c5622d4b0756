import { DomainError, fieldInvalid } from '#libs/contracts';

export const officeNotFound = (): DomainError => new DomainError('offices.not_found');

export const titleNotAllowed = (): DomainError =>
  new DomainError('offices.title_not_allowed', {
    errors: [
      {
        pointer: '/title',
        code: 'title',
        message: {
          zh: '党小组只设组长，组长只设在党小组',
          en: 'a group has a leader, and nothing else has one',
        },
      },
    ],
  });

export const officeTaken = (): DomainError => new DomainError('offices.taken');

export const notEligible = (): DomainError => new DomainError('offices.not_eligible');

export const officeAlreadyEnded = (): DomainError => new DomainError('offices.already_ended');

export const officeEndsBeforeStart = (): DomainError =>
  fieldInvalid('/endsOn', 'before_start', { zh: '不能早于任职日期', en: 'is before the start' });
