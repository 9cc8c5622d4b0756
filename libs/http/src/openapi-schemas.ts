import {
  activityTypes,
  attendanceStatuses,
  branchCategories,
  grades,
  memberStandings,
  membershipKinds,
  officeTitles,
  organizationTypes,
  permissions,
  roles,
  scoreLevels,
} from '#libs/contracts';

/** A JSON schema as the swagger module writes it. */
export interface Schema {
  $ref?: string;
  description?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  example?: unknown;
  default?: unknown;
  const?: unknown;
  minimum?: number;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}

export interface MediaType {
  schema?: Schema;
  example?: unknown;
  examples?: unknown;
}

export interface Response {
  $ref?: string;
  description?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, MediaType>;
}

const terms: readonly (readonly string[])[] = [
  activityTypes,
  attendanceStatuses,
  branchCategories,
  grades,
  memberStandings,
  membershipKinds,
  officeTitles,
  organizationTypes,
  permissions,
  roles,
  scoreLevels,
];

/** The compiler lists a union as it happens to meet its parts: in the order of the contracts, or of the alphabet. */
function inOrder(values: readonly unknown[]): unknown[] {
  const words = values.filter((value): value is string => typeof value === 'string');
  const others = values.filter((value) => typeof value !== 'string');
  const known = terms.find(
    (term) => words.length > 0 && words.every((word) => term.includes(word)),
  );
  const rank = (word: string): number => known?.indexOf(word) ?? 0;
  return [...words.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)), ...others];
}

/** How this house names things: `id`, `…Id` and `…By` are UUIDs, `…On` days, `…At` instants, `month` a month. */
const formats: readonly (readonly [RegExp, Schema])[] = [
  [/^id$|(Id|By)$/, { format: 'uuid' }],
  [/On$/, { format: 'date' }],
  [/At$/, { format: 'date-time' }],
  [/^month$/, { pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }],
];

/** `lecturerIds` holds a `lecturerId` each. */
export const singular = (name: string): string => name.replace(/ies$/, 'y').replace(/s$/, '');

function isText({ type }: Schema): boolean {
  return type === 'string' || (Array.isArray(type) && type.includes('string'));
}

/** What a name alone says of a text: most fields need no decorator for it. */
export function formatByName(name: string, schema: Schema): void {
  if (!isText(schema) || schema.format || schema.pattern || schema.enum) return;
  const found = formats.find(([pattern]) => pattern.test(name));
  if (found) Object.assign(schema, found[1]);
}

/** A comment is broken into lines to fit the source, and its lists stay lists. */
export function joinLines(text: string): string {
  return text.replace(/(?<!\n)\n(?!\n|\s*[-*] )\s*/g, ' ');
}

/** Completes a schema in place, with all inside it. */
export function completeSchema(schema: Schema): void {
  if (schema.enum) schema.enum = inOrder(schema.enum);
  if (schema.description) schema.description = joinLines(schema.description);
  // Not every program that reads the document knows Unicode classes; the description says what is taken.
  if (schema.pattern?.includes('\\p{')) delete schema.pattern;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    formatByName(name, property);
    if (property.items) formatByName(singular(name), property.items);
    completeSchema(property);
    // What has a default may be left out.
    if (property.default !== undefined)
      schema.required = schema.required?.filter((required) => required !== name) ?? [];
  }
  if (schema.required?.length === 0) delete schema.required;
  if (schema.items) completeSchema(schema.items);
  for (const part of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])])
    completeSchema(part);
}
