import { z } from 'zod';
import { code, codes } from './markdown.js';

/** As much of JSON Schema as our zod schemas become. */
export interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema | false;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** What may come in, before it is parsed: a default is something that may be left out. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

const formats: Readonly<Record<string, { readonly name: string; readonly example: string }>> = {
  uuid: { name: 'id', example: '01920000-0000-7000-8000-000000000001' },
  date: { name: 'day', example: '2026-10-15' },
  'date-time': { name: 'instant', example: '2026-10-15T08:00:00.000Z' },
  uri: { name: 'URL', example: 'https://example.org' },
};
/** Texts of a form that has no format of JSON Schema, tried in turn. */
const formed = [{ name: 'month', example: '2026-10' }];

const isSafeLimit = (limit: number | undefined): limit is number =>
  limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;

/** `, 1 to 5 items`; nothing where there is no limit. */
function bounds(least: number | undefined, most: number | undefined, of = ''): string {
  const unit = (limit: number): string => (of === '' ? '' : ` ${of}${limit === 1 ? '' : 's'}`);
  if (isSafeLimit(least) && isSafeLimit(most))
    return `, ${least === most ? '' : `${least} to `}${most}${unit(most)}`;
  if (isSafeLimit(least)) return `, at least ${least}${unit(least)}`;
  return isSafeLimit(most) ? `, at most ${most}${unit(most)}` : '';
}

function formOf(schema: JsonSchema): { readonly name: string; readonly example: string } {
  const named = schema.format === undefined ? undefined : formats[schema.format];
  if (named) return named;
  const { pattern } = schema;
  if (pattern === undefined) return { name: 'text', example: 'text' };
  const form = formed.find(({ example }) => new RegExp(pattern).test(example));
  if (!form) throw new Error(`no example is known for the pattern ${pattern}`);
  return form;
}

/** A type in words: `id or null`, `list of id, at most 20 items`. */
export function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum) return `one of ${codes(schema.enum)}`;
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.prefixItems) return `(${schema.prefixItems.map(typeOf).join(', ')})`;
  switch (schema.type) {
    case 'string':
      return `${formOf(schema).name}${bounds(schema.minLength, schema.maxLength, 'character')}`;
    case 'integer':
      return `whole number${bounds(schema.minimum, schema.maximum)}`;
    case 'array': {
      const items = schema.items ? typeOf(schema.items) : 'anything';
      return `list of ${items}${bounds(schema.minItems, schema.maxItems, 'item')}`;
    }
    case undefined:
    default:
      return schema.type ?? 'anything';
  }
}

/** A value that the schema takes; the same every time. */
export function exampleOf(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf?.[0]) return exampleOf(schema.anyOf[0]);
  if (schema.prefixItems) return schema.prefixItems.map(exampleOf);
  switch (schema.type) {
    case 'string':
      return formOf(schema).example;
    case 'integer':
      // Where any number would do, a score in hundredths.
      return isSafeLimit(schema.minimum) ? schema.minimum : 9250;
    case 'boolean':
      return false;
    case 'null':
      return null;
    case 'array':
      return schema.items ? [exampleOf(schema.items)] : [];
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, of]) => [name, exampleOf(of)]),
      );
    case undefined:
    default:
      throw new Error(`no example is known for ${JSON.stringify(schema)}`);
  }
}
