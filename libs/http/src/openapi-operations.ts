import { formatByName, type Schema, completeSchema } from './openapi-schemas.js';

export interface Response {
  description?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, { schema?: Schema & { $ref?: string } }>;
}

/** An operation as the swagger module writes it. */
export interface Operation {
  summary?: string;
  description?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: unknown;
  responses: Record<string, Response>;
  'x-permission'?: string;
}

const SUMMARY_LENGTH = 90;

/** The words of a doc comment: its first line, or first sentence, and the rest with its lines joined. */
export function splitComment(comment: string): { summary: string; rest: string } {
  const [first = '', ...paragraphs] = comment
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\n(?!\s*[-*] )\s*/g, ' ').trim());
  // A sentence ends before a capital or a code, not within "e.g." or "1.5".
  const [, sentence = first, tail = ''] =
    /^(.{3,}?[^.\s]{2}[.!?])\s+(?=[A-Z`"0-9])(.*)$/s.exec(first) ?? [];
  const fits = sentence.length <= SUMMARY_LENGTH;
  const [head, colon] = fits ? [sentence, tail] : cutAtClause(first);
  return {
    summary: head.replace(/[.,:;]$/, ''),
    rest: [colon, ...paragraphs].filter((text) => text !== '').join('\n\n'),
  };
}

/** A long sentence is summed up by its first clause, and told in full below. */
function cutAtClause(sentence: string): [string, string] {
  const clause = /^(.{12,}?)(?:[,:;]|\s\()\s?/s.exec(sentence)?.[1]?.trim();
  return clause !== undefined && clause.length <= SUMMARY_LENGTH
    ? [clause, sentence]
    : [`${sentence.slice(0, SUMMARY_LENGTH).replace(/\s+\S*$/, '')} …`, sentence];
}

function access(operation: Operation): string {
  if (!operation.security?.length) return 'No token is needed.';
  const permission = operation['x-permission'];
  return permission === undefined || permission === 'own'
    ? 'For whoever is logged in.'
    : `Needs the permission \`${permission}\`; it counts in the organization where it is held and in all below.`;
}

const problem = (description: string): Response => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const said: Readonly<Record<string, string>> = {
  '200': 'The answer.',
  '201': 'Made; the answer is what was made.',
  '202': 'Taken on; the work goes on after this answer.',
  '204': 'Done.',
};

const location = {
  description: 'Where what was made can be read, when it has an address of its own.',
  schema: { type: 'string', format: 'uri-reference' },
  example: '/v1/runs/019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f70',
};
const link = {
  description: 'The next page, `rel="next"` (RFC 8288); absent on the last.',
  schema: { type: 'string' },
};

function completeAnswers(operation: Operation, isPage: (response: Response) => boolean): void {
  for (const [status, response] of Object.entries(operation.responses)) {
    response.description ||= said[status] ?? '';
    for (const { schema } of Object.values(response.content ?? {}))
      if (schema) completeSchema(schema);
    if (status === '201' || status === '202')
      response.headers = { Location: location, ...response.headers };
    if (isPage(response)) response.headers = { Link: link, ...response.headers };
  }
}

function addProblems(path: string, operation: Operation): void {
  const { responses } = operation;
  if ((operation.parameters?.length ?? 0) > 0 || operation.requestBody !== undefined)
    responses['400'] ??= problem('The request is not valid; `errors` says where.');
  if (operation.security?.length) {
    responses['401'] ??= problem('No bearer token, or one that is not valid.');
    responses['403'] ??= problem('No role that permits this.');
  }
  if (path.includes('{'))
    responses['404'] ??= problem('There is no such thing, or it is not yours to see.');
  responses['default'] ??= problem('Any other problem, by its `code`; see /docs/errors.');
}

/** Fills in, in place, what every operation of the suite has in common and no controller should have to say. */
export function completeOperation(
  path: string,
  operation: Operation,
  isPage: (response: Response) => boolean,
): void {
  const { summary, rest } = splitComment(operation.summary ?? '');
  operation.summary = summary;
  operation.description = [rest, operation.description, access(operation)]
    .filter((text) => text !== undefined && text !== '')
    .join('\n\n');
  // Said and not left out: a document without a word on it means "not decided".
  operation.security ??= [];
  for (const parameter of operation.parameters ?? []) {
    const { schema } = parameter;
    if (!schema) continue;
    formatByName(parameter.name, schema);
    completeSchema(schema);
    if (schema.default !== undefined) parameter.required = false;
  }
  if (operation.parameters?.length === 0) delete operation.parameters;
  completeAnswers(operation, isPage);
  addProblems(path, operation);
}
