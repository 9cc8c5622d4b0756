import { BEFORE_PASSWORD_CHANGE, PROGRAMS_TOO } from '#libs/auth';
import { errorEntry } from '#libs/contracts';
import { takeDeclaredCodes } from './fails.decorator.js';
import {
  commonCodes,
  type OperationTraits,
  problemResponse,
  responseName,
} from './openapi-problems.js';
import {
  completeSchema,
  formatByName,
  type MediaType,
  type Response,
  type Schema,
} from './openapi-schemas.js';

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  example?: unknown;
  schema?: Schema;
}

/** An operation as the swagger module writes it. */
export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: object[];
  parameters?: Parameter[];
  requestBody?: { content?: Record<string, MediaType> };
  responses: Record<string, Response>;
  'x-permission'?: string;
  [BEFORE_PASSWORD_CHANGE]?: boolean;
  [PROGRAMS_TOO]?: boolean;
  'x-error-codes'?: string[];
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

/** A requirement of nothing beside the bearer says that there may be one. */
function tokenOf({ security = [] }: Operation): OperationTraits['token'] {
  if (security.length === 0) return 'none';
  return security.some((one) => Object.keys(one).length === 0) ? 'optional' : 'needed';
}

function access(operation: Operation): string {
  const token = tokenOf(operation);
  if (token === 'none') return 'No token is needed.';
  if (token === 'optional') return 'No token is needed; whoever shows one is known by it.';
  const permission = operation['x-permission'];
  if (permission === undefined || permission === 'own')
    return `For whoever is logged in${operation[PROGRAMS_TOO] ? ', and for programs' : ''}.`;
  return `Needs the permission \`${permission}\`; it counts in the organization where it is held and in all below.`;
}

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
  example: '</v1/activities?limit=50&cursor=q83vASNFZ4kBI0VniavN7xKjVQ0aXw2t>; rel="next"',
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

/** The problems by status, each as a reference to the answer that operations with the same codes share. */
function addProblems(operation: Operation, method: string, shared: SharedResponses): void {
  const parameters = operation.parameters ?? [];
  const token = tokenOf(operation);
  const common = commonCodes({
    token,
    beforePasswordChange: operation[BEFORE_PASSWORD_CHANGE] === true,
    // What is a person's own is closed to programs.
    permitted: token === 'needed' && operation[PROGRAMS_TOO] !== true,
    reads: method === 'get',
    takesInput: parameters.length > 0 || operation.requestBody !== undefined,
    addressed: parameters.some(({ in: place }) => place === 'path'),
    paged: parameters.some(({ name }) => name === 'cursor'),
  });
  delete operation[BEFORE_PASSWORD_CHANGE];
  delete operation[PROGRAMS_TOO];
  const codes = [...new Set([...common, ...takeDeclaredCodes(operation)])].sort();
  const statuses = new Set(codes.map((code) => errorEntry(code).status));
  for (const status of [...statuses].sort()) {
    const own = codes.filter((code) => errorEntry(code).status === status);
    const name = responseName(operation.operationId ?? '', status, own);
    shared[name] = problemResponse(status, own);
    operation.responses[status] = { $ref: `#/components/responses/${name}` };
  }
  operation['x-error-codes'] = codes;
}

/** Answers that several operations have, by name. */
export type SharedResponses = Record<string, Response>;

/** What the route is, and what it shares with others. */
export interface OperationContext {
  readonly method: string;
  readonly isPage: (response: Response) => boolean;
  readonly shared: SharedResponses;
}

/** Fills in, in place, what every operation of the suite has in common and no controller should have to say. */
export function completeOperation(
  operation: Operation,
  { method, isPage, shared }: OperationContext,
): void {
  const { summary, rest } = splitComment(operation.summary ?? '');
  operation.summary = summary;
  operation.description = [rest, operation.description, access(operation)]
    .filter((text) => text !== undefined && text !== '')
    .join('\n\n');
  // Said and not left out: a document without a word on it means "not decided".
  operation.security ??= [];
  if (operation['x-permission'] === 'public') delete operation['x-permission'];
  for (const parameter of operation.parameters ?? []) completeParameter(parameter);
  completeAnswers(operation, isPage);
  addProblems(operation, method, shared);
  if (operation.parameters?.length === 0) delete operation.parameters;
}

function completeParameter(parameter: Parameter): void {
  const { name, schema } = parameter;
  if (!schema) return;
  formatByName(name, schema);
  completeSchema(schema);
  if (schema.default !== undefined) parameter.required = false;
  parameter.description ??=
    parameter.in === 'path' ? `Its \`${name}\`.` : `Only those with this \`${name}\`.`;
}
