import { applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { ErrorCode } from '#libs/contracts';

/** How a declared code travels to where the document is made: a mark of its own, so that several decorators add up. */
const MARK = 'x-fails:';

/**
 * The codes that a route can answer besides those that every route can (`commonCodes` in `openapi-problems.ts`). The
 * document shows them by status; a test whose route answers with another code fails.
 */
export const Fails = (...codes: readonly ErrorCode[]): MethodDecorator =>
  applyDecorators(...codes.map((code) => ApiExtension(`${MARK}${code}`, true)));

/** For mechanisms that complete operations (a key, a precondition): declares what they can answer. */
export function declareCodes(operation: object, ...codes: readonly ErrorCode[]): void {
  for (const code of codes) Object.assign(operation, { [`${MARK}${code}`]: true });
}

/** The codes declared on an operation; takes their marks off it. */
export function takeDeclaredCodes(operation: object): ErrorCode[] {
  const marked = operation as Record<string, unknown>;
  const marks = Object.keys(marked).filter((key) => key.startsWith(MARK));
  for (const mark of marks) Reflect.deleteProperty(marked, mark);
  return marks.map((mark) => mark.slice(MARK.length) as ErrorCode);
}
