import { z } from 'zod';
import { exampleOf, jsonSchemaOf, typeOf } from './json-schema.js';

const cases: [schema: z.ZodType, type: string][] = [
  [z.uuid(), 'id'],
  [z.iso.date().nullable(), 'day or null'],
  [z.string().min(8).max(200), 'text, 8 to 200 characters'],
  [z.string().length(3), 'text, 3 characters'],
  [z.string().max(1), 'text, at most 1 character'],
  [z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), 'month'],
  [z.int(), 'whole number'],
  [z.coerce.number().int().min(1), 'whole number, at least 1'],
  [z.enum(['a', 'b']), 'one of `a`, `b`'],
  [z.literal(1), '`1`'],
  [z.boolean(), 'boolean'],
  [z.array(z.uuid()).min(1), 'list of id, at least 1 item'],
  [
    z.array(z.tuple([z.uuid(), z.int().nullable()])).max(5),
    'list of (id, whole number or null), at most 5 items',
  ],
  [
    z
      .string()
      .default('x')
      .transform((text) => text.length),
    'text',
  ],
];

describe('a schema in words', () => {
  it.each(cases)('%#: %s', (schema, type) => {
    expect(typeOf(jsonSchemaOf(schema))).toBe(type);
  });
});

describe('an example', () => {
  const whole = z.object({
    id: z.uuid(),
    on: z.iso.date(),
    at: z.iso.datetime(),
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    corrects: z.uuid().nullable().default(null),
    done: z.boolean(),
    scores: z.array(z.tuple([z.uuid(), z.int().nullable()])).min(1),
  });

  it('is one that the schema takes', () => {
    expect(whole.safeParse(exampleOf(jsonSchemaOf(whole))).error).toBeUndefined();
  });

  it('is refused rather than made up for a text of an unknown form', () => {
    expect(() => exampleOf(jsonSchemaOf(z.string().regex(/^x{9}$/)))).toThrow(
      'no example is known',
    );
  });
});
