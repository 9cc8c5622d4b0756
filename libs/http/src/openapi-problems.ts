import { type ErrorCode, errorEntry, errorRegistry } from '#libs/contracts';
import type { Response, Schema } from './openapi-schemas.js';

// No examples in these schemas: the answers have whole ones, and a linter would check the fields again at every answer.

/** What some problems say besides, each where its code is explained. One that is not listed here fails the tests. */
const extensions: Readonly<Record<string, Schema>> = {
  existing: {
    type: 'string',
    format: 'uri-reference',
    description: 'The record that is there already.',
  },
  retryAfter: {
    type: 'number',
    description: 'Seconds to wait, as in `Retry-After`.',
  },
  activityStatus: {
    type: 'string',
    description: 'The state that the activity is in.',
  },
  runStatus: {
    type: 'string',
    description: 'The state that the run is in.',
  },
  attendance: {
    type: 'string',
    description: 'The attendance that is recorded.',
  },
  missing: {
    type: 'integer',
    description: 'How many people have no status; `errors` names the first of them.',
  },
  errorCount: {
    type: 'integer',
    description: 'How many errors there are, also when `errors` does not list them all.',
  },
  organizations: {
    type: 'integer',
    description: 'How many organizations still stand directly below.',
  },
  members: {
    type: 'integer',
    description: 'How many people still belong to the organization itself.',
  },
  decidedFrom: {
    type: 'string',
    format: 'date',
    description: 'The day from which the last decision holds.',
  },
  probationEndsOn: {
    type: 'string',
    format: 'date',
    description: 'The day on which the probation ends.',
  },
  reliedUponBy: {
    type: 'string',
    description:
      'What rests on the decision: `transfer`, `membership`, `office` or `party_probation`.',
  },
  transferState: {
    type: 'string',
    description: 'The state that the transfer is in.',
  },
  expiresOn: {
    type: 'string',
    format: 'date',
    description: 'The last day on which the letter was good.',
  },
  refused: {
    type: 'integer',
    description: 'How many items of the batch are refused.',
  },
  error: {
    type: 'string',
    description: 'The error of RFC 6749, section 5.2, for OAuth libraries.',
  },
  level: { type: 'string', description: 'The level that has no scheme.' },
};

export const problemSchema: Schema = {
  type: 'object',
  description:
    'RFC 9457. `code` is stable; `title` and messages come in the language asked for. Some problems say more in members of their own.',
  required: ['type', 'code', 'title', 'status', 'traceId'],
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'Where the code is explained.',
    },
    code: {
      type: 'string',
      description: 'What programs go by, `area.reason`.',
    },
    title: { type: 'string', description: 'What people read.' },
    status: { type: 'integer', description: 'The status of the answer.' },
    traceId: {
      type: 'string',
      description: 'Quote it to the administrator.',
      pattern: '^[0-9a-f]{32}$',
    },
    errors: {
      type: 'array',
      description: 'What is wrong where, one entry a field.',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: {
          pointer: {
            type: 'string',
            description:
              'A JSON pointer into the body, `?name` for a query parameter, `{name}` for a part of the path.',
          },
          code: { type: 'string', description: 'What is wrong.' },
          message: {
            type: 'string',
            description: 'What people read.',
          },
        },
      },
    },
    ...extensions,
  },
};

/** What an operation is, as far as it decides which problems it can answer without saying so. */
export interface OperationTraits {
  readonly token: 'none' | 'optional' | 'needed';
  /** Not for everybody who shows a token: a permission is asked for, or it is a person's own. */
  readonly permitted: boolean;
  /** Open to who has to change the password first. */
  readonly beforePasswordChange: boolean;
  readonly reads: boolean;
  readonly takesInput: boolean;
  /** A part of its address is the caller's: it may be escaped so that nobody can read it. */
  readonly addressed: boolean;
  readonly paged: boolean;
}

/** What the suite itself may answer, whatever is asked: it is away, it is too busy, it failed. */
const anywhere = (Object.keys(errorRegistry) as ErrorCode[]).filter(
  (code) =>
    code.startsWith('server.') || (errorEntry(code).status === 429 && !code.startsWith('auth.')),
);

/** The codes that no route has to declare. */
export function commonCodes(traits: OperationTraits): ErrorCode[] {
  const { token, permitted, beforePasswordChange, reads, takesInput, addressed, paged } = traits;
  return [
    ...(takesInput ? (['request.invalid'] as const) : []),
    ...(addressed || !reads ? (['request.malformed'] as const) : []),
    // Whoever sends a body is told what is wrong with it, also where none is asked for.
    ...(reads
      ? []
      : (['request.timeout', 'request.too_large', 'request.unsupported_media_type'] as const)),
    ...(paged ? (['request.cursor_invalid'] as const) : []),
    ...(token === 'needed' ? (['auth.token_missing'] as const) : []),
    ...(token === 'none' ? [] : (['auth.token_invalid'] as const)),
    ...(permitted ? (['auth.forbidden'] as const) : []),
    ...(token !== 'none' && !beforePasswordChange ? (['auth.password_must_change'] as const) : []),
    ...anywhere,
  ];
}

const header = (description: string, schema: Schema, example: unknown, required: boolean) => ({
  description,
  required,
  schema,
  example,
});

const headers: Partial<Record<number, Record<string, unknown>>> = {
  401: {
    'WWW-Authenticate': header('How to log in: `Bearer`.', { type: 'string' }, 'Bearer', true),
  },
  409: {
    'Idempotency-Replayed': header(
      '`true` where it was done before, under the same key.',
      { type: 'string', enum: ['true'] },
      'true',
      false,
    ),
    'Retry-After': header('Seconds to wait, when known.', { type: 'integer' }, 1, false),
  },
  429: {
    'Retry-After': header('Seconds to wait.', { type: 'integer' }, 2, true),
    RateLimit: header(
      'What is left, `r`, and for how many seconds, `t`.',
      { type: 'string' },
      '"read";r=0;t=12',
      false,
    ),
    'RateLimit-Policy': header(
      'How many requests, `q`, in how many seconds, `w`.',
      { type: 'string' },
      '"read";q=120;w=60',
      false,
    ),
  },
  503: { 'Retry-After': header('Seconds to wait, when known.', { type: 'integer' }, 2, false) },
};

const fieldError = { pointer: '/heldOn', code: 'isDay', message: '不是有效的日期（YYYY-MM-DD）' };

function exampleOf(code: ErrorCode): { summary: string; value: object } {
  const { status, zh, en } = errorEntry(code);
  return {
    summary: en,
    value: {
      type: `/docs/errors#${code}`,
      code,
      title: zh,
      status,
      traceId: '0af7651916cd43dd8448eb211c80319c',
      ...(code === 'request.invalid' && { errors: [fieldError] }),
    },
  };
}

/** The answer with one status, and the codes it can have. */
export function problemResponse(status: number, codes: ErrorCode[]): Response {
  return {
    description: codes.map((code) => `\`${code}\`: ${errorEntry(code).en}.`).join('\n\n'),
    ...(headers[status] && { headers: headers[status] }),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            {
              type: 'object',
              required: ['status', 'code'],
              properties: { status: { const: status }, code: { enum: codes } },
            },
          ],
        },
        examples: Object.fromEntries(codes.map((code) => [code, exampleOf(code)])),
      },
    },
  };
}

const LISTED_IN_NAME = 3;
const pascal = (text: string): string =>
  text.replace(/(?:^|[._-])(\w)/g, (_, c: string) => c.toUpperCase());

/** What the shared answer is called: by its codes, or where they are many by the operation that has them. */
export function responseName(
  operationId: string,
  status: number,
  codes: readonly ErrorCode[],
): string {
  return codes.length <= LISTED_IN_NAME
    ? codes.map(pascal).join('Or')
    : `${pascal(operationId)}${status}`;
}
