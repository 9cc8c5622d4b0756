import { DomainError } from '#libs/contracts';

export const organizationNotFound = (): DomainError =>
  new DomainError('assessment.organization_not_found', {
    errors: [
      {
        pointer: '/organizationId',
        code: 'not_found',
        message: { zh: '没有这个组织', en: 'is no organization of yours' },
      },
    ],
  });

export const organizationNeeded = (): DomainError =>
  new DomainError('assessment.organization_needed', {
    errors: [
      {
        pointer: '/organizationId',
        code: 'needed',
        message: { zh: '请指明组织', en: 'is needed, since you hold the role in several' },
      },
    ],
  });
