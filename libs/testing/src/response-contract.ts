import type { ErrorObject } from 'ajv';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { strictly } from './strict-schemas.js';

/** An answer as it left a server. */
export interface Answer {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

interface DocumentedHeader {
  readonly required?: boolean;
}

interface DocumentedResponse {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, DocumentedHeader>>;
  readonly content?: Readonly<Record<string, unknown>>;
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}

/** As much of an OpenAPI document as is held against answers. */
export interface ContractDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components?: { readonly responses?: Readonly<Record<string, DocumentedResponse>> };
}

interface Found {
  readonly operation: DocumentedOperation;
  readonly name: string;
  readonly pointer: string;
}

/** For people and for machines of ours; no client builds on them. */
const undocumented = /^\/(health|internal|docs|openapi\.json|metrics|q)(\/|$)/;

/** Headers that mean something to a client, and so are part of the contract wherever they are sent. */
const meaningful = [
  'deprecation',
  'etag',
  'idempotency-replayed',
  'link',
  'location',
  'retry-after',
  'sunset',
];

const PROBLEM = '/components/schemas/Problem';
const SHOWN = 5;

const escaped = (part: string): string =>
  encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
const mediaTypeOf = (value: unknown): string =>
  typeof value === 'string' ? (value.split(';')[0]?.trim() ?? '') : '';

function shapeOf(path: string): RegExp {
  const parts = path.split(/\{[^}]+\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`);
}

/** What a document says that a service answers. */
export class ResponseContract {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly shapes: readonly (readonly [RegExp, string])[];

  constructor(
    private readonly service: string,
    private readonly document: ContractDocument,
  ) {
    formats.default(this.ajv);
    this.ajv.addSchema(strictly(document) as object, 'document');
    // A fixed address comes before one with a parameter: `/v1/runs/checks` is no run.
    this.shapes = Object.keys(document.paths)
      .sort((a, b) => a.split('{').length - b.split('{').length)
      .map((path) => [shapeOf(path), path]);
  }

  /** What is wrong with the answer, in words; none when the document says all of it. */
  violations(answer: Answer): string[] {
    const path = answer.url.split('?')[0] ?? '';
    if (answer.method === 'OPTIONS' || undocumented.test(path)) return [];
    const found = this.find(answer.method === 'HEAD' ? 'get' : answer.method.toLowerCase(), path);
    const wrong = found ? this.compare(found, answer) : this.compareUnknown(answer);
    const name = found ? `${found.name} (${answer.method} ${path})` : `${answer.method} ${path}`;
    return wrong.map((what) => `${this.service}: ${name} answered ${answer.status}: ${what}`);
  }

  private find(method: string, path: string): Found | undefined {
    for (const [shape, template] of this.shapes) {
      const operation = this.document.paths[template]?.[method];
      if (operation && shape.test(path))
        return {
          operation,
          name: operation.operationId,
          pointer: `/paths/${escaped(template)}/${method}/responses`,
        };
    }
    return undefined;
  }

  private compareUnknown(answer: Answer): string[] {
    if (answer.status < 400)
      return ['no such operation is in the document: is it new? npm run openapi'];
    return answer.method === 'HEAD' ? [] : this.compareBody(PROBLEM, answer);
  }

  private compare({ operation, name, pointer }: Found, answer: Answer): string[] {
    const status = String(answer.status);
    const documented = operation.responses[status];
    if (!documented) {
      const code = codeOf(answer);
      return code === undefined
        ? [`only ${Object.keys(operation.responses).join(', ')} are documented`]
        : [undeclared(name, code)];
    }
    const shared = documented.$ref?.split('/').at(-1);
    const response = shared ? this.document.components?.responses?.[shared] : documented;
    const at = shared ? `/components/responses/${escaped(shared)}` : `${pointer}/${status}`;
    const wrong = compareHeaders(response?.headers ?? {}, answer.headers);
    if (answer.method === 'HEAD') return wrong;
    return [...wrong, ...this.compareContent(name, at, response?.content, answer)];
  }

  private compareContent(
    name: string,
    at: string,
    content: DocumentedResponse['content'],
    answer: Answer,
  ): string[] {
    if (!content) return answer.body === '' ? [] : ['a body where the document has none'];
    const type = mediaTypeOf(answer.headers['content-type']);
    const taken = Object.keys(content);
    if (!taken.includes(type))
      return [`the content type ${type || '(none)'}, but ${taken.join(' and ')} documented`];
    if (!/[/+]json$/.test(type)) return [];
    const wrong = this.compareBody(`${at}/content/${escaped(type)}/schema`, answer);
    const code = codeOf(answer);
    const isCode = wrong.some((what) => what.startsWith('/code '));
    return isCode && code !== undefined ? [undeclared(name, code)] : wrong;
  }

  private compareBody(schema: string, { body }: Answer): string[] {
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return ['a body that is no JSON'];
    }
    const validate = this.validator(schema);
    return validate(value) ? [] : explain(validate.errors ?? []);
  }

  private validator(schema: string): ValidateFunction {
    const known = this.validators.get(schema);
    if (known) return known;
    const made = this.ajv.compile({ $ref: `document#${schema}` });
    this.validators.set(schema, made);
    return made;
  }
}

function undeclared(operation: string, code: string): string {
  return `the code ${code} is not declared: add it to the route's @Fails(…) and run \`npm run openapi\` (${operation})`;
}

function codeOf({ body, headers }: Answer): string | undefined {
  if (!mediaTypeOf(headers['content-type']).endsWith('problem+json')) return undefined;
  const { code } = JSON.parse(body) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

function compareHeaders(
  documented: Readonly<Record<string, DocumentedHeader>>,
  sent: Answer['headers'],
): string[] {
  const names = Object.keys(documented).map((name) => name.toLowerCase());
  const missing = Object.entries(documented)
    .filter(([name, { required }]) => required && sent[name.toLowerCase()] === undefined)
    .map(([name]) => `the header ${name} is missing`);
  const extra = meaningful
    .filter((name) => sent[name] !== undefined && !names.includes(name))
    .map((name) => `the header ${name} is not documented`);
  return [...missing, ...extra];
}

/** The errors by place, without those that only say that another one is there. */
function explain(errors: readonly ErrorObject[]): string[] {
  const telling = errors.filter(
    ({ keyword }) => !['anyOf', 'oneOf', 'allOf', 'if'].includes(keyword),
  );
  const lines = (telling.length > 0 ? telling : errors).map((error) => {
    const { instancePath, message = '', params } = error;
    const field = (params as { unevaluatedProperty?: string }).unevaluatedProperty;
    return field === undefined
      ? `${instancePath || '/'} ${message} ${allowed(params)}`.trim()
      : `${instancePath}/${field} is not documented`;
  });
  return [...new Set(lines)].slice(0, SHOWN);
}

function allowed(params: unknown): string {
  const { allowedValues } = params as { allowedValues?: unknown };
  return allowedValues === undefined ? '' : JSON.stringify(allowedValues);
}
