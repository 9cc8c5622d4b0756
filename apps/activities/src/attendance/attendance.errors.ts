import { DomainError, type FieldCode, type FieldError } from '#libs/contracts';

/** Enough for somebody to see what is wrong; `missing` says how many there are. */
const SHOWN = 100;

export const attendanceInvalid = (errors: readonly FieldError[]): DomainError =>
  new DomainError('activities.attendance_invalid', { errors: errors.slice(0, SHOWN) });

export const attendanceIncomplete = (errors: readonly FieldError[]): DomainError =>
  new DomainError('activities.attendance_incomplete', {
    errors: errors.slice(0, SHOWN),
    extensions: { missing: errors.length },
  });

export const tooManyDue = (): DomainError => new DomainError('activities.too_many_due');

export const lecturersInvalid = (errors: readonly FieldError[]): DomainError =>
  new DomainError('activities.lecturers_invalid', { errors });

export const evidenceInvalid = (errors: readonly FieldError[]): DomainError =>
  new DomainError('activities.evidence_invalid', { errors });

export const nothingToMakeUp = (attendance: string): DomainError =>
  new DomainError('activities.nothing_to_make_up', { extensions: { attendance } });

export const personNotExpected = (): DomainError =>
  attendanceInvalid([
    {
      pointer: '/personId',
      code: 'unknown_person',
      message: { zh: '此人不在该活动的名单中', en: 'was not expected at this activity' },
    },
  ]);

export const makeUpDayInvalid = (code: FieldCode, zh: string, en: string): DomainError =>
  new DomainError('activities.make_up_day_invalid', {
    errors: [{ pointer: '/madeUpOn', code, message: { zh, en } }],
  });
