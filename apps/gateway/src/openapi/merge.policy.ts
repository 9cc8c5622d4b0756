import { type OpenApiDocument, operationsOf, type PathItem } from './document.js';

/** Two services say different things under one name: nobody can call such a suite, so it does not boot. */
export class DocumentClash extends Error {
  constructor(what: string, name: string, service: string, other: string) {
    super(`the documents of ${other} and ${service} clash: both have the ${what} ${name}`);
    this.name = 'DocumentClash';
  }
}

/** Keeps track of who brought what, and refuses a second owner. */
class Owners {
  private readonly owners = new Map<string, { service: string; content: string }>();

  constructor(private readonly what: string) {}

  /** @returns true for the first owner. */
  claim(name: string, service: string, content: unknown = undefined): boolean {
    const text = content === undefined ? service : JSON.stringify(content);
    const owner = this.owners.get(name);
    if (owner && (content === undefined || owner.content !== text))
      throw new DocumentClash(this.what, name, service, owner.service);
    if (!owner) this.owners.set(name, { service, content: text });
    return !owner;
  }
}

/** What every service with long work has alike; the id in the path says whose it is. */
const sharedPath = /^\/v1\/operations\//;

/** `/v1/runs/{id}` and `/v1/runs/{runId}` are one address. */
const shape = (path: string): string => path.replace(/\{[^}]*\}/g, '{}');

/** The tags of the operations that are shared. */
function sharedTags(document: OpenApiDocument): Set<string> {
  const operations = [...operationsOf(document)].filter(({ path }) => sharedPath.test(path));
  return new Set(operations.flatMap(({ operation }) => operation.tags ?? []));
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/**
 * One document for one origin. Schemas that several services have word for word (`Problem`) are shared, and so are the
 * operations on long work with their tag; everything else must have one owner.
 */
export function mergeDocuments(
  documents: Readonly<Record<string, OpenApiDocument>>,
  info: Readonly<Record<string, unknown>>,
): OpenApiDocument {
  const paths: Record<string, PathItem> = {};
  const components: Record<string, Record<string, unknown>> = {};
  const tags: { name: string; description?: string }[] = [];
  const pathOwners = new Owners('path');
  const operationOwners = new Owners('operationId');
  const tagOwners = new Owners('tag');
  const componentOwners = new Owners('component');

  for (const [service, document] of Object.entries(documents)) {
    for (const [path, item] of Object.entries(document.paths)) {
      pathOwners.claim(shape(path), service, sharedPath.test(path) ? item : undefined);
      paths[path] = item;
    }
    for (const { operation, method, path } of operationsOf(document))
      operationOwners.claim(
        operation.operationId ?? `${method} ${path}`,
        service,
        sharedPath.test(path) ? { path, method } : undefined,
      );
    const shared = sharedTags(document);
    for (const tag of document.tags ?? []) {
      if (tagOwners.claim(tag.name, service, shared.has(tag.name) ? tag : undefined))
        tags.push(tag);
    }
    for (const [kind, entries] of Object.entries(document.components ?? {})) {
      for (const [name, content] of Object.entries(entries)) {
        componentOwners.claim(`${kind}/${name}`, service, content);
        (components[kind] ??= {})[name] = content;
      }
    }
  }
  const sorted = Object.entries(components).map(([kind, entries]): [string, object] => [
    kind,
    Object.fromEntries(Object.entries(entries).sort(byName)),
  ]);
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/' }],
    tags: tags.sort((a, b) => byName([a.name, a], [b.name, b])),
    paths: Object.fromEntries(Object.entries(paths).sort(byName)),
    components: Object.fromEntries(sorted.sort(byName)) as NonNullable<
      OpenApiDocument['components']
    >,
  };
}
