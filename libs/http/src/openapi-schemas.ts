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
  type?: string | string[];
  format?: string;
  pattern?: string;
  example?: unknown;
  default?: unknown;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
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

/** How this house names things: `id` and `…Id` are UUIDs, `…On` days, `…At` instants, `month` a month. */
const formats: readonly (readonly [RegExp, Schema])[] = [
  [/^id$|Id$/, { format: 'uuid' }],
  [/On$/, { format: 'date' }],
  [/At$/, { format: 'date-time' }],
  [/^month$/, { pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }],
];

function isText({ type }: Schema): boolean {
  return type === 'string' || (Array.isArray(type) && type.includes('string'));
}

/** What a name alone says of a text: most fields need no decorator for it. */
export function formatByName(name: string, schema: Schema): void {
  if (!isText(schema) || schema.format || schema.pattern || schema.enum) return;
  const found = formats.find(([pattern]) => pattern.test(name));
  if (found) Object.assign(schema, found[1]);
}

/** Completes a schema in place, with all inside it. */
export function completeSchema(schema: Schema): void {
  if (schema.enum) schema.enum = inOrder(schema.enum);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    formatByName(name, property);
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
