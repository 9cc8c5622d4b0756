import type { z } from 'zod';
import { grouped } from './grouped.js';
import { type JsonSchema, jsonSchemaOf, typeOf } from './json-schema.js';
import { code, generated, table } from './markdown.js';

export interface ServiceEnvironment {
  readonly service: string;
  readonly schema: z.ZodObject;
  /** The doc comments of its config.ts. */
  readonly comments: ReadonlyMap<string, string>;
}

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly meaning: string;
}

interface Entry extends Omit<Variable, 'value'> {
  /** The default, or that there is none, by service. */
  readonly values: Map<string, string>;
}

/** What the page needs to know of the suite besides the schemas. */
export interface Surroundings {
  /** The doc comments of what all services read. */
  readonly shared: ReadonlyMap<string, string>;
  /** The default that everybody knows, and that production refuses. */
  readonly developmentSecret: string;
  /** The folder of the repository, which differs from machine to machine. */
  readonly root: string;
}

const own = (comments: ReadonlyMap<string, string>, name: string): string | undefined =>
  [...comments].find(([path]) => path === name || path.endsWith(` ${name}`))?.[1];

function valueOf(schema: z.ZodType, shape: JsonSchema, around: Surroundings): string {
  if (!schema.safeParse(undefined).success) return '**needed**';
  const value = shape.default;
  if (value === undefined) return 'none';
  if (value === around.developmentSecret) return '**needed in production**';
  if (value === '') return 'empty';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return code(text.startsWith(around.root) ? `.${text.slice(around.root.length)}` : text);
}

export function variablesOf(environment: ServiceEnvironment, around: Surroundings): Variable[] {
  return Object.entries(environment.schema.shape).map(([name, field]) => {
    const schema = field as z.ZodType;
    const meaning = own(environment.comments, name) ?? own(around.shared, name);
    if (meaning === undefined)
      throw new Error(`${environment.service}: no doc comment says what ${name} is`);
    const shape = jsonSchemaOf(schema);
    return { name, type: typeOf(shape), value: valueOf(schema, shape, around), meaning };
  });
}

/** One entry a variable that means the same; services that mean something else by the name have another. */
function merge(environments: readonly ServiceEnvironment[], around: Surroundings): Entry[] {
  const entries = new Map<string, Entry>();
  for (const environment of environments)
    for (const { value, ...variable } of variablesOf(environment, around)) {
      const key = JSON.stringify(variable);
      const entry = entries.get(key) ?? { ...variable, values: new Map<string, string>() };
      entry.values.set(environment.service, value);
      entries.set(key, entry);
    }
  return [...entries.values()];
}

function valuesText(values: ReadonlyMap<string, string>): string {
  const distinct = new Set(values.values());
  if (distinct.size === 1) return [...distinct].join('');
  return [...values].map(([service, value]) => `${service} ${value}`).join(', ');
}

function titleOf(readers: readonly string[], all: number): string {
  if (readers.length === all) return 'Every service';
  return readers.length === 1
    ? `The service ${readers.join('')}`
    : `The services ${readers.join(', ')}`;
}

export function configurationPage(
  environments: readonly ServiceEnvironment[],
  around: Surroundings,
): string {
  const entries = merge(environments, around);
  const sections = grouped(entries, ({ values }) => [...values.keys()].join(' '));
  const byBreadth = [...sections].sort(
    ([one], [other]) => other.split(' ').length - one.split(' ').length,
  );
  const texts = byBreadth.map(([readers, read]) => {
    const rows = read.map(({ name, type, values, meaning }) => [
      code(name),
      type,
      valuesText(values),
      meaning,
    ]);
    const title = titleOf(readers.split(' '), environments.length);
    return `## ${title}\n\n${table(['name', 'value', 'default', 'meaning'], rows)}`;
  });
  return `${generated}
# Configuration

A service reads its environment once, when it boots; what is missing or wrong is told all at once, by name, and it does
not start. An empty value is the same as none. \`NAME_FILE\` names a file that holds the value of \`NAME\`, as containers
are given secrets. The schemas are [\`libs/config\`](../libs/config/src/base-config.ts) and the \`config.ts\` of each
service; what \`npm start\` reads besides is in the [README](../README.md).

**needed** has no default. **needed in production** has one that everybody knows, with which a service refuses to boot
when \`NODE_ENV\` is \`production\`. A name that stands in two tables means one thing to each of them.

${texts.join('\n\n')}
`;
}
