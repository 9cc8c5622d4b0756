import { accountsErrors } from './accounts.errors.js';
import { activitiesErrors } from './activities.errors.js';
import { assessmentErrors } from './assessment.errors.js';
import { authErrors } from './auth.errors.js';
import { type FieldCode } from './field-codes.js';
import { httpErrors } from './http.errors.js';
import { membersErrors } from './members.errors.js';
import { notificationsErrors } from './notifications.errors.js';
import { operationsErrors } from './operations.errors.js';
import type { ErrorEntry } from './registry.js';

/** The one registry of error codes; the catalogue in the docs is generated from it. */
export const errorRegistry = {
  ...httpErrors,
  ...authErrors,
  ...membersErrors,
  ...accountsErrors,
  ...activitiesErrors,
  ...assessmentErrors,
  ...notificationsErrors,
  ...operationsErrors,
} as const;

export { type FieldCode, fieldCodes, isFieldCode } from './field-codes.js';

export type ErrorCode = keyof typeof errorRegistry;

export function errorEntry(code: ErrorCode): ErrorEntry {
  return errorRegistry[code];
}

export interface Message {
  readonly zh: string;
  readonly en: string;
}

/**
 * What is wrong with one field: `pointer` is a JSON pointer into the body, or `?name` for a query parameter. An item of
 * a batch has the code of the problem that it would have had alone.
 */
export interface FieldError {
  readonly pointer: string;
  readonly code: FieldCode | ErrorCode;
  readonly message: Message;
}

/**
 * An error with a meaning. Services throw it, the one filter in `#libs/http` turns it into problem+json. `cause` is
 * logged and never sent; `extensions` are members added to the problem (a link to the record that is in the way).
 */
export class DomainError extends Error {
  readonly errors: readonly FieldError[];
  readonly extensions: Readonly<Record<string, string | number>>;

  constructor(
    readonly code: ErrorCode,
    options: {
      readonly errors?: readonly FieldError[];
      readonly extensions?: Readonly<Record<string, string | number>>;
      readonly cause?: unknown;
    } = {},
  ) {
    super(errorEntry(code).en, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.errors = options.errors ?? [];
    this.extensions = options.extensions ?? {};
  }

  get status(): number {
    return errorEntry(this.code).status;
  }
}

/** For what is wrong with one field in a way that only the rules of the house know, not its type. */
export const fieldInvalid = (pointer: string, code: FieldCode, message: Message): DomainError =>
  new DomainError('request.invalid', { errors: [{ pointer, code, message }] });
