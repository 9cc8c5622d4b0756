import { DomainError, type FieldError } from '#libs/contracts';
import { type RecordIssueCode, recordIssues } from './record-issues.js';

export function personNotFound(pointer?: string): DomainError {
  const errors: FieldError[] = pointer
    ? [
        {
          pointer,
          code: 'unknown_id',
          message: { zh: '没有这名党员', en: 'is no member of yours' },
        },
      ]
    : [];
  return new DomainError('members.not_found', { errors });
}

type Issue = { readonly field: string; readonly code: RecordIssueCode };

/** What is wrong or odd in a record, field by field. */
export const recordErrors = (issues: readonly Issue[]): FieldError[] =>
  issues.map(({ field, code }) => ({
    pointer: `/${field}`,
    code,
    message: recordIssues[code],
  }));

export const recordInvalid = (issues: readonly Issue[]): DomainError =>
  new DomainError('request.invalid', { errors: recordErrors(issues) });

/** Report once: who may see the record that is there already is told where it is. */
export const personExists = (
  field: 'citizenNumber' | 'employeeNumber',
  existingId: string | null,
): DomainError =>
  new DomainError('members.exists', {
    errors: [{ pointer: `/${field}`, code: 'exists', message: recordIssues.exists }],
    extensions: existingId === null ? {} : { existing: `/v1/members/${existingId}` },
  });
