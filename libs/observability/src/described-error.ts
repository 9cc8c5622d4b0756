import { scrub } from './scrub.js';

/** What may be written of an error: this and nothing else, whatever else it carries. */
export interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
  readonly stack?: string;
  readonly cause?: DescribedError;
  readonly errors?: readonly DescribedError[];
}

const DEEPEST = 5;
const MOST_ERRORS = 5;
const LONGEST_MESSAGE = 1000;
const names = ['code', 'constraint', 'table', 'column'] as const;

/** SQLSTATE class 22: PostgreSQL quotes the value that it could not take. */
const QUOTES_VALUES = /^22[0-9A-Z]{3}$/;

const codeOf = (error: Error): string => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' || typeof code === 'number' ? String(code) : '';
};

/** The sentence, without what it quotes where that is what somebody has sent. */
export function messageOf(error: Error): string {
  const quotes = error instanceof SyntaxError || QUOTES_VALUES.test(codeOf(error));
  const message = quotes ? error.message.replace(/["'`][\s\S]*["'`]/, '"…"') : error.message;
  return scrub(message.slice(0, LONGEST_MESSAGE));
}

/** The frames alone: the first lines of a stack repeat the message. */
export function framesOf(stack: string | undefined): string | undefined {
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return frames && frames.length > 0 ? scrub(frames.join('\n')) : undefined;
}

/**
 * An error for a log, by an allow-list: an ORM's error carries the statement and its parameters, PostgreSQL's `detail`
 * the row that failed, a validation error the whole body, an HTTP client's error the request with its headers.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: typeof error === 'string' ? scrub(error) : '' };
  const stack = framesOf(error.stack);
  const told: Record<string, string> = {};
  for (const name of names) {
    const value = (error as unknown as Record<string, unknown>)[name];
    if (typeof value === 'string' || typeof value === 'number') told[name] = scrub(String(value));
  }
  return {
    type: error.constructor.name || error.name,
    message: messageOf(error),
    ...told,
    ...(stack !== undefined && { stack }),
    ...(depth < DEEPEST && inner(error, depth + 1)),
  };
}

function inner(error: Error, depth: number): Pick<DescribedError, 'cause' | 'errors'> {
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [];
  return {
    ...(error.cause !== undefined && { cause: describeError(error.cause, depth) }),
    ...(errors.length > 0 && {
      errors: errors.slice(0, MOST_ERRORS).map((one) => describeError(one, depth)),
    }),
  };
}
