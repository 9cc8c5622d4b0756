import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { addExamples, NoExample } from './openapi-examples.js';
import { completeOperation, type Operation, type SharedResponses } from './openapi-operations.js';
import { problemSchema } from './openapi-problems.js';
import { completeWrites } from './openapi-writes.js';
import { completeSchema, type Response, type Schema } from './openapi-schemas.js';
import { missingIn, tagsWithoutWords, Unsaid } from './openapi-unsaid.js';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

type ComponentsObject = NonNullable<OpenAPIObject['components']>;

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(byName));
}

/** What code cannot say: the words on a service, and on its rooms by tag. */
export interface ServiceWords {
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The service's OpenAPI 3.1 document, from doc comments, validators and access decorators. */
export function buildOpenApi(
  app: INestApplication,
  service: string,
  words: ServiceWords,
): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(`Wutai 五台: ${service}`)
    .setDescription(words.description)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .setContact('The administrators of the suite', '', '')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller: string, method: string) =>
      `${controller.replace(/Controller$/, '').replace(/^./, (c) => c.toLowerCase())}_${method}`,
  });
  return complete(document, words.tags);
}

/** Completes what the swagger module made of the code, and puts it in an order that does not change by itself. */
function complete(document: OpenAPIObject, tagWords: ServiceWords['tags']): OpenAPIObject {
  const schemas = { ...document.components?.schemas } as Record<string, Schema>;
  for (const schema of Object.values(schemas)) completeSchema(schema);
  const shared: SharedResponses = {};
  const without: string[] = [];
  const unsaid: string[] = [];
  const isPage = (response: Response): boolean => {
    const name = response.content?.['application/json']?.schema?.$ref?.split('/').at(-1) ?? '';
    return schemas[name]?.properties?.['nextCursor'] !== undefined;
  };
  const tags = new Set<string>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method] as Operation | undefined;
      if (!operation) continue;
      unsaid.push(...missingIn(operation));
      completeWrites(path, method, operation);
      completeOperation(operation, { method, isPage, shared });
      without.push(...addExamples(operation, schemas));
      for (const tag of operation.tags ?? []) tags.add(tag);
    }
  }
  unsaid.push(...tagsWithoutWords(tags, tagWords));
  if (unsaid.length > 0) throw new Unsaid(unsaid);
  if (without.length > 0) throw new NoExample(without);
  const { title, description, version, license } = document.info;
  // The maker's own fields may be empty, and an empty address is none.
  const contact = { name: document.info.contact?.name };
  return {
    openapi: document.openapi,
    info: { title, description, version, contact, license } as OpenAPIObject['info'],
    servers: document.servers ?? [],
    tags: [...tags].sort().map((name) => ({ name, description: tagWords[name] ?? '' })),
    paths: sorted(document.paths),
    components: {
      responses: sorted(shared) as NonNullable<ComponentsObject['responses']>,
      schemas: sorted({ ...schemas, Problem: problemSchema }),
      securitySchemes: document.components?.securitySchemes ?? {},
    },
  };
}
