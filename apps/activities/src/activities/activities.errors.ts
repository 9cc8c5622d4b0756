import { DomainError, type FieldError } from '#libs/contracts';

export const activityNotFound = (): DomainError => new DomainError('activities.not_found');

export const organizationNotFound = (): DomainError =>
  new DomainError('activities.organization_not_found', {
    errors: [
      {
        pointer: '/organizationId',
        code: 'not_found',
        message: { zh: '没有这个组织', en: 'is no organization of yours' },
      },
    ],
  });

export const organizationDissolved = (): DomainError =>
  new DomainError('activities.organization_dissolved');

/** The same event was recorded before: the problem says where. */
export const alreadyRecorded = (existingId: string): DomainError =>
  new DomainError('activities.already_recorded', {
    extensions: { existing: `/v1/activities/${existingId}` },
  });

export const notInState = (status: string): DomainError =>
  new DomainError('activities.not_in_state', {
    extensions: { activityStatus: status },
  });

export const minutesMissing = (): DomainError => new DomainError('activities.minutes_missing');

export const reviewerIsSubmitter = (): DomainError =>
  new DomainError('activities.reviewer_is_submitter');

export const typesRefused = (
  code: 'activities.type_not_for_organization' | 'activities.types_do_not_combine',
  errors: readonly FieldError[],
): DomainError => new DomainError(code, { errors });

export const startOutOfRange = (): DomainError =>
  new DomainError('activities.starts_at_out_of_range', {
    errors: [
      {
        pointer: '/startsAt',
        code: 'range',
        message: {
          zh: '应在 1921 年之后、两年之内',
          en: 'must be after 1921 and within two years',
        },
      },
    ],
  });

export const notYetHeld = (): DomainError => new DomainError('activities.not_yet_held');
