import { DomainError, type FieldError } from '#libs/contracts';
import { type RecordIssueCode, recordIssues } from './record-issues.js';

export function personNotFound(pointer?: string): DomainError {
  const errors: FieldError[] = pointer
    ? [
        {
          pointer,
          code: 'unknown_id',
          message: { zh: '没有此人', en: 'is no person of yours' },
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

/** Who is on the books already, as far as it is told. */
export interface Existing {
  readonly id: string;
  readonly by: 'citizenNumber' | 'employeeNumber';
  readonly member: boolean;
  readonly visible: boolean;
}

/** Report once: who may see the record that is there already is told where it is. */
export function personExists(
  existing: Existing | undefined,
  field: Existing['by'] = existing?.by ?? 'citizenNumber',
): DomainError {
  const extensions = existing?.visible
    ? { existing: `/v1/${existing.member ? 'members' : 'people'}/${existing.id}` }
    : {};
  return new DomainError('members.exists', {
    errors: [{ pointer: `/${field}`, code: 'exists', message: recordIssues.exists }],
    extensions,
  });
}

export const exportNotAcceptable = (): DomainError => new DomainError('request.not_acceptable');
