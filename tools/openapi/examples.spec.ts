import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { strictly } from '#libs/testing';

interface Node {
  readonly [key: string]: unknown;
}

const escaped = (part: string): string =>
  encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** Every node of the document that has a schema beside it: media types, parameters, headers; by pointer. */
function* withSchema(node: unknown, pointer = ''): Generator<[string, Node]> {
  if (typeof node !== 'object' || node === null) return;
  const object = node as Node;
  if (typeof object['schema'] === 'object') yield [pointer, object];
  for (const [key, inner] of Object.entries(object))
    if (!['example', 'examples'].includes(key))
      yield* withSchema(inner, `${pointer}/${escaped(key)}`);
}

function examplesOf(node: Node): unknown[] {
  if ('example' in node) return [node['example']];
  return Object.values(node['examples'] ?? {}).map(
    (example) => (example as { value: unknown }).value,
  );
}

/** Whoever tries an operation out would send what stands there: a cursor of nothing, a filter that matches nothing. */
const mayBeLeftOutOfQuery = (node: Node): boolean =>
  node['in'] === 'query' && node['required'] !== true;

const apps = readdirSync('apps');

describe('the examples of the documents', () => {
  it.each(apps)(
    'of %s: everything has one but what may be left out of a query, and each is what its schema says',
    (app) => {
      const document = JSON.parse(readFileSync(`apps/${app}/openapi.json`, 'utf8')) as object;
      const ajv = new Ajv2020({ strict: false, allErrors: true });
      formats.default(ajv);
      ajv.addSchema(strictly(document) as object, 'document');
      const wrong: unknown[] = [];
      let seen = 0;
      for (const [pointer, node] of withSchema(document)) {
        const examples = examplesOf(node);
        if (examples.length === 0 && !mayBeLeftOutOfQuery(node))
          wrong.push(`${pointer} has no example`);
        const validate = ajv.compile({ $ref: `document#${pointer}/schema` });
        for (const example of examples) {
          seen += 1;
          if (!validate(example)) wrong.push([pointer, example, validate.errors?.[0]?.message]);
        }
      }
      expect(wrong).toEqual([]);
      expect(seen).toBeGreaterThan(20);
    },
  );
});
