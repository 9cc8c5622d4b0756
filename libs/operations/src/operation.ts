import {
  DomainError,
  type ErrorCode,
  errorEntry,
  type FieldError,
  type ServiceName,
} from '#libs/contracts';
import type { Language } from '#libs/http';
import type { OperationDto, OperationProblemDto, OperationStatus } from './operation.dto.js';

/** Why work failed, in every language; what a row keeps of a problem. */
export interface KeptProblem {
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];
}

/** Work as its service knows it. */
export interface Operation {
  readonly id: string;
  readonly kind: string;
  readonly status: OperationStatus;
  readonly progress: {
    readonly done: number;
    readonly total: number | null;
    readonly phase: string;
  };
  /** The address of what came of it. */
  readonly result: string | null;
  readonly problem: KeptProblem | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

export function isOver({ status }: Pick<Operation, 'status'>): boolean {
  return status !== 'queued' && status !== 'running';
}

export const operationId = (service: ServiceName, id: string): string => `${service}-${id}`;

export const operationNotFound = (): DomainError => new DomainError('operations.not_found');

export const operationOver = (): DomainError => new DomainError('operations.over');

/** What is listed of a problem where an operation is watched; all of it is where its work is shown. */
const LISTED_ERRORS = 100;

export function toOperationProblem(
  { code, errors }: KeptProblem,
  language: Language,
): OperationProblemDto {
  return {
    code,
    title: errorEntry(code)[language],
    errors: errors.map((error) => ({ ...error, message: error.message[language] })),
  };
}

export function toOperationDto(
  service: ServiceName,
  operation: Operation,
  language: Language,
): OperationDto {
  const { problem } = operation;
  const listed = problem && { ...problem, errors: problem.errors.slice(0, LISTED_ERRORS) };
  return {
    ...operation,
    id: operationId(service, operation.id),
    progress: { ...operation.progress },
    problem: listed && toOperationProblem(listed, language),
  };
}
