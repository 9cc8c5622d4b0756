import { HttpStatus, type Type } from '@nestjs/common';
import { DomainError, errorEntry, type FieldError } from '#libs/contracts';
import type { BatchAnswerDto, BatchItemDto, BatchMode } from './batch.dto.js';
import type { Language } from './language.js';
import { problemBody } from './problem.filter.js';
import { RequestValidationPipe } from './validation.pipe.js';
import { toWarnings } from './warning.dto.js';

/** What was made of an item, with what looked odd in it. */
export interface MadeItem {
  readonly id: string;
  readonly warnings: readonly FieldError[];
}

/** What was made of an item, or only its id, or why it was not made. */
export type Outcome = string | MadeItem | DomainError;

/** The items of a batch, each as its own request would be read: valid, or what is wrong with it. */
export interface ReadBatch<T> {
  readonly mode: BatchMode;
  readonly items: readonly (T | DomainError)[];
}

const pipe = new RequestValidationPipe();

async function readItem<T extends object>(type: Type<T>, item: object): Promise<T | DomainError> {
  try {
    return (await pipe.transform(item, { type: 'body', metatype: type })) as T;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** Reads every item by the DTO that a request of its own would have. */
export async function readBatch<T extends object>(
  type: Type<T>,
  request: { readonly mode: BatchMode; readonly items: readonly object[] },
): Promise<ReadBatch<T>> {
  const items: (T | DomainError)[] = [];
  for (const item of request.items) items.push(await readItem(type, item));
  return { mode: request.mode, items };
}

/**
 * Does what a batch asks, within one transaction, and answers for every item.
 *
 * @param make makes the sound items, as a set, and says in their order what came of each. What it refuses it must not
 *   have written.
 * @throws batch.refused when the batch is atomic and an item is refused; it says what is wrong with every one.
 */
export async function answerBatch<T extends object>(
  batch: ReadBatch<T>,
  language: Language,
  make: (items: readonly T[]) => Promise<readonly Outcome[]>,
): Promise<BatchAnswerDto> {
  const sound = batch.items.filter((item): item is T => !(item instanceof DomainError));
  const made = sound.length > 0 ? await make(sound) : [];
  if (made.length !== sound.length) throw new Error('not every item of the batch has an outcome');
  const waiting = made.values();
  const outcomes = batch.items.map((item, index): Outcome => {
    const outcome = item instanceof DomainError ? item : (waiting.next().value as Outcome);
    return outcome instanceof DomainError ? placed(outcome, index) : outcome;
  });
  const refused = outcomes.flatMap((outcome, index) =>
    outcome instanceof DomainError ? [{ outcome, index }] : [],
  );
  if (batch.mode === 'atomic' && refused.length > 0)
    throw new DomainError('batch.refused', {
      errors: refused.flatMap(({ outcome, index }) => told(outcome, index)),
      extensions: { refused: refused.length },
    });
  return {
    made: outcomes.length - refused.length,
    refused: refused.length,
    results: outcomes.map((outcome, index) => toItem(outcome, index, language)),
  };
}

const inBatch = (errors: readonly FieldError[], index: number): FieldError[] =>
  errors.map((error) => ({ ...error, pointer: `/items/${index}${error.pointer}` }));

/** The problem with its pointers into the batch. */
function placed(problem: DomainError, index: number): DomainError {
  const { code, errors, extensions, cause } = problem;
  return new DomainError(code, { errors: inBatch(errors, index), extensions, cause });
}

/** The problem of one item as entries of the whole batch's: what it is, then where. */
function told(problem: DomainError, index: number): FieldError[] {
  const { zh, en } = errorEntry(problem.code);
  return [
    { pointer: `/items/${index}`, code: problem.code, message: { zh, en } },
    ...problem.errors,
  ];
}

function toItem(outcome: Outcome, index: number, language: Language): BatchItemDto {
  if (outcome instanceof DomainError)
    return { index, status: outcome.status, problem: problemBody(outcome, language) };
  const made = typeof outcome === 'string' ? { id: outcome, warnings: [] } : outcome;
  const warnings = toWarnings(inBatch(made.warnings, index), language);
  return {
    index,
    status: HttpStatus.CREATED,
    id: made.id,
    ...(warnings.length > 0 && { warnings }),
  };
}
