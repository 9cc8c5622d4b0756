import { ENTITY_TAG_EXTENSION } from './entity-tag.js';
import { declareCodes } from './fails.decorator.js';
import { IF_MATCH_EXTENSION } from './if-match.js';
import { KEY_EXTENSION } from './idempotency.decorators.js';
import { RELATED_EXTENSION } from './location.js';
import type { Operation, Parameter } from './openapi-operations.js';

type Marked = Operation & Record<string, unknown>;

function addParameter(operation: Operation, parameter: Omit<Parameter, 'in'>): void {
  operation.parameters = [...(operation.parameters ?? []), { ...parameter, in: 'header' }];
}

function addHeader(operation: Operation, statuses: RegExp, name: string, header: object): void {
  for (const [status, response] of Object.entries(operation.responses))
    if (statuses.test(status)) response.headers = { ...response.headers, [name]: header };
}

function take(operation: Marked, extension: string): unknown {
  const value = operation[extension];
  delete operation[extension];
  return value;
}

const keyWords: Readonly<Record<string, string>> = {
  required: 'Required here.',
  conditional: 'Required where something is written; a dry run needs none.',
  unused: 'Nothing is changed here, so nothing is kept: asked again, it looks again.',
};

function completeKey(operation: Operation, policy: string | undefined): void {
  const words = [
    'Chosen by the client, a UUID say. The same request with the same key has one effect, whoever cut the line: its first answer comes again with `Idempotency-Replayed: true`. Kept for 24 hours, per account.',
    policy === undefined ? '' : keyWords[policy],
  ];
  addParameter(operation, {
    name: 'Idempotency-Key',
    required: policy === 'required',
    description: words.filter(Boolean).join(' '),
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
    example: '5f0c2b1e-9d43-4f7a-8f3e-2b6c4d5e6f70',
  });
  if (policy === 'unused') return;
  addHeader(operation, /^2/, 'Idempotency-Replayed', {
    description: '`true` on an answer that was given before.',
    schema: { type: 'string', enum: ['true'] },
    example: 'true',
  });
  declareCodes(
    operation,
    'idempotency.in_flight',
    'idempotency.key_reused',
    'idempotency.answer_not_kept',
    ...(policy === undefined ? [] : (['idempotency.key_required'] as const)),
  );
}

function completeTag(method: string, operation: Operation): void {
  addHeader(operation, /^2/, 'ETag', {
    description: 'The version of what is answered; send it as `If-Match` to change that.',
    schema: { type: 'string' },
    example: '"3-x9Vb2kQm0aZt"',
  });
  if (method !== 'get') return;
  addParameter(operation, {
    name: 'If-None-Match',
    required: false,
    description: 'ETags that are known: when one is the current, the answer is 304.',
    schema: { type: 'string', maxLength: 1000 },
    example: '"3-x9Vb2kQm0aZt"',
  });
  operation.responses['304'] = {
    description: 'It is as it was known.',
    headers: {
      ETag: {
        description: 'The one that is known.',
        schema: { type: 'string' },
        example: '"3-x9Vb2kQm0aZt"',
      },
    },
  };
}

function completePrecondition(operation: Operation): void {
  addParameter(operation, {
    name: 'If-Match',
    required: true,
    description: 'The `ETag` that was read: what somebody else has changed since stays as it is.',
    schema: { type: 'string', maxLength: 1000 },
    example: '"3-x9Vb2kQm0aZt"',
  });
  declareCodes(operation, 'request.precondition_failed', 'request.precondition_required');
}

/**
 * What writes and reads of one thing have in common: keys, tags, preconditions. Fills the operation in place.
 *
 * @throws for a PATCH, PUT or DELETE without `@IfMatch()`: nobody may overwrite what they have not read.
 */
export function completeWrites(path: string, method: string, operation: Operation): void {
  const marked = operation as Marked;
  const keyPolicy = take(marked, KEY_EXTENSION) as string | undefined;
  const isTagged = take(marked, ENTITY_TAG_EXTENSION) === true;
  const needsVersion = take(marked, IF_MATCH_EXTENSION) === true;
  const isOwn = operation.security !== undefined && operation.security.length > 0;
  if (method === 'post' && isOwn) completeKey(operation, keyPolicy);
  if (isTagged) completeTag(method, operation);
  if (needsVersion) completePrecondition(operation);
  else if (['patch', 'put', 'delete'].includes(method))
    throw new Error(`${method} ${path} takes no If-Match: add @IfMatch()`);
  if (take(marked, RELATED_EXTENSION) === true)
    addHeader(operation, /^2/, 'Link', {
      description: 'What the answer is about, `rel="related"` (RFC 8288).',
      schema: { type: 'string' },
      example: '</v1/runs/019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f70>; rel="related"',
    });
  if (path.endsWith('/batch')) declareCodes(operation, 'batch.refused');
}
