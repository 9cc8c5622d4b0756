import { createHash } from 'node:crypto';
import type { Operation } from './openapi-operations.js';
import { type Schema, singular } from './openapi-schemas.js';

type Schemas = Readonly<Record<string, Schema>>;

/** Fields of which neither the comment nor the name says how they look. */
export class NoExample extends Error {
  constructor(readonly fields: readonly string[]) {
    super(`no example (write \`@example\` into the doc comment):\n  ${fields.join('\n  ')}`);
    this.name = 'NoExample';
  }
}

/** A UUID of its own for each name, so that no example takes an organization for a person. */
function uuidFor(name: string): string {
  if (name === 'id') return '019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f70';
  const tail = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return `019a3b5e-7c10-7d9a-8f3e-${tail}`;
}

/** How fields of these names look, wherever they are. */
const byName: Readonly<Record<string, unknown>> = {
  startsOn: '2024-01-01',
  endsOn: '2027-01-01',
  dissolvedOn: null,
  failure: null,
  supersededBy: null,
  publishedAt: null,
  month: '2026-10',
  nextCursor: 'q83vASNFZ4kBI0VniavN7xKjVQ0aXw2t',
  organizationName: '综采一队党支部',
  name: '张伟',
};

const byFormat: Readonly<Record<string, unknown>> = {
  date: '2026-10-15',
  'date-time': '2026-10-15T01:00:00.000Z',
  binary: '(file)',
};

const typesOf = ({ type }: Schema): readonly string[] =>
  type === undefined ? [] : typeof type === 'string' ? [type] : type;

function allows(schema: Schema, value: unknown): boolean {
  if (schema.anyOf) return schema.anyOf.some((choice) => allows(choice, value));
  const types = typesOf(schema);
  return value === null ? types.includes('null') : types.includes(typeof value);
}

function exampleOfText(schema: Schema, name: string): unknown {
  const known = byName[name];
  if (known !== undefined && allows(schema, known)) return known;
  if (schema.format === 'uuid') return uuidFor(name);
  const formatted = schema.format === undefined ? undefined : byFormat[schema.format];
  if (formatted !== undefined) return formatted;
  if (typesOf(schema).includes('null')) return null;
  throw new NoExample([name]);
}

function merged(parts: readonly unknown[]): unknown {
  return Object.assign({}, ...parts) as unknown;
}

/** @throws NoExample that names all its fields that have none. */
function exampleOfObject(schema: Schema, schemas: Schemas): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  const without: string[] = [];
  for (const [field, inner] of Object.entries(schema.properties ?? {})) {
    try {
      made[field] = exampleOf(inner, schemas, field);
    } catch (error) {
      if (!(error instanceof NoExample)) throw error;
      without.push(...error.fields);
    }
  }
  if (without.length > 0) throw new NoExample(without);
  return made;
}

/** An example of what the schema describes, made of the examples of its fields. */
export function exampleOf(schema: Schema, schemas: Schemas, name = ''): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  // `@example null` never gets here, so what is null as a rule is known by its name.
  if (byName[name] === null && allows(schema, null)) return null;
  if (schema.enum) return schema.enum.includes(null) ? null : schema.enum[0];
  if (schema.$ref !== undefined) {
    const referred = schemas[schema.$ref.split('/').at(-1) ?? ''];
    return referred ? exampleOf(referred, schemas, name) : null;
  }
  if (schema.allOf) return merged(schema.allOf.map((part) => exampleOf(part, schemas, name)));
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice) return exampleOf(choice, schemas, name);
  const types = typesOf(schema);
  if (types.includes('object')) {
    return exampleOfObject(schema, schemas);
  }
  if (types.includes('array')) {
    return schema.items ? [exampleOf(schema.items, schemas, singular(name))] : [];
  }
  if (types.includes('string')) return exampleOfText(schema, name);
  if (types.includes('boolean')) return false;
  return types.includes('null') ? null : Math.max(schema.minimum ?? 1, 1);
}

/**
 * Gives every parameter, body and answer of an operation an example; answers the fields that have none. But for what may
 * be left out of a query: whoever tries it out would send a cursor of nothing, and filters that match nothing.
 */
export function addExamples(operation: Operation, schemas: Schemas): string[] {
  const without: string[] = [];
  const attempt = (schema: Schema, name?: string): unknown => {
    try {
      return exampleOf(schema, schemas, name);
    } catch (error) {
      if (!(error instanceof NoExample)) throw error;
      without.push(...error.fields);
      return undefined;
    }
  };
  for (const parameter of operation.parameters ?? []) {
    if (parameter.example !== undefined || !parameter.schema) continue;
    const mayBeLeftOut = parameter.in === 'query' && parameter.required !== true;
    if (mayBeLeftOut && parameter.schema.example === undefined) continue;
    parameter.example = attempt(parameter.schema, parameter.name);
    delete parameter.schema.example;
  }
  const contents = [operation.requestBody, ...Object.values(operation.responses)];
  for (const media of contents.flatMap((one) => Object.values(one?.content ?? {})))
    if (media.schema && media.example === undefined && media.examples === undefined)
      media.example = attempt(media.schema);
  return without.map((field) => `${operation.operationId ?? ''}: ${field}`);
}
