interface Problem {
  readonly code?: string;
  readonly title?: string;
  readonly traceId?: string;
  readonly errors?: readonly {
    readonly pointer?: string;
    readonly row?: number;
    readonly message: string;
  }[];
  readonly [extension: string]: unknown;
}

const SHOWN_ERRORS = 10;

/** The answer of the suite to a request that it did not do, in words for whoever ran the command. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: string | undefined;

  constructor(
    request: string,
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(describe(request, status, problem));
    this.code = problem.code;
  }

  /** @throws what was caught, when it is not the problem with this code. */
  static orThrow(error: unknown, code: string): ProblemError {
    if (error instanceof ProblemError && error.code === code) return error;
    throw error;
  }

  /** Reads a problem document; an answer that is none is quoted. */
  static async from(request: string, response: Response): Promise<ProblemError> {
    const text = await response.text();
    try {
      return new ProblemError(request, response.status, JSON.parse(text) as Problem);
    } catch {
      return new ProblemError(request, response.status, { title: text.slice(0, 200) });
    }
  }
}

function describe(request: string, status: number, problem: Problem): string {
  const errors = problem.errors ?? [];
  const lines = errors.slice(0, SHOWN_ERRORS).map(({ pointer, row, message }) => {
    const place = row === undefined ? pointer : `row ${row}`;
    return `  ${place ? `${place}: ` : ''}${message}`;
  });
  if (errors.length > SHOWN_ERRORS) lines.push(`  … and ${errors.length - SHOWN_ERRORS} more`);
  const { title = 'no reason given', code, traceId } = problem;
  const head = `${request}: ${status} ${title}${code ? ` (${code})` : ''}`;
  return [head, ...lines, ...(traceId ? [`  trace ${traceId}`] : [])].join('\n');
}
