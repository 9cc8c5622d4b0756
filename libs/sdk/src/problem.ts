import type { components } from './schema.js';

export type Problem = components['schemas']['Problem'];

type Answers = components['responses'];

/** Every code that a documented operation can answer. */
export type ProblemCode = {
  [Name in keyof Answers]: Answers[Name] extends {
    content: { 'application/problem+json': { code: infer Code } };
  }
    ? Code
    : never;
}[keyof Answers];

const SHOWN_ERRORS = 10;

/** The API has not done what it was asked: why, as a program (`code`) and as a person (`message`) wants to know it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: string | undefined;

  constructor(
    request: string,
    readonly status: number,
    readonly problem: Partial<Problem>,
  ) {
    super(describe(request, status, problem));
    this.code = problem.code;
  }

  /** True for the problem with this code; the compiler knows the codes. */
  is(code: ProblemCode): boolean {
    return this.code === code;
  }

  /** @throws what was caught, when it is not the problem with this code. */
  static orThrow(error: unknown, code: ProblemCode): ProblemError {
    if (error instanceof ProblemError && error.is(code)) return error;
    throw error;
  }

  /** Reads a problem document; an answer that is none is quoted. */
  static async from(request: string, response: Response): Promise<ProblemError> {
    const text = await response.text();
    try {
      return new ProblemError(request, response.status, JSON.parse(text) as Partial<Problem>);
    } catch {
      return new ProblemError(request, response.status, { title: text.slice(0, 200) });
    }
  }
}

function describe(request: string, status: number, problem: Partial<Problem>): string {
  const errors = problem.errors ?? [];
  const lines = errors
    .slice(0, SHOWN_ERRORS)
    .map(({ pointer, message }) => `  ${pointer ? `${pointer}: ` : ''}${message}`);
  if (errors.length > SHOWN_ERRORS) lines.push(`  … and ${errors.length - SHOWN_ERRORS} more`);
  const { title = 'no reason given', code, traceId } = problem;
  const head = `${request}: ${status} ${title}${code ? ` (${code})` : ''}`;
  return [head, ...lines, ...(traceId ? [`  trace ${traceId}`] : [])].join('\n');
}
