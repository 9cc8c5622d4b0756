import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { completeOperation, type Operation, type Response } from './openapi-operations.js';
import { completeWrites } from './openapi-writes.js';
import { completeSchema, type Schema } from './openapi-schemas.js';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const problemSchema = {
  type: 'object',
  description:
    'RFC 9457. `code` is stable; `title` and messages come in the language asked for. Some problems say more in members of their own (`existing`, `retryAfter`).',
  required: ['type', 'code', 'title', 'status', 'traceId'],
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'Where the code is explained.',
      example: '/docs/errors#request.invalid',
    },
    code: {
      type: 'string',
      description: 'What programs go by, `area.reason`.',
      example: 'request.invalid',
    },
    title: { type: 'string', example: '请求内容有误' },
    status: { type: 'integer', example: 400 },
    traceId: {
      type: 'string',
      description: 'Quote it to the administrator.',
      example: '0af7651916cd43dd8448eb211c80319c',
    },
    errors: {
      type: 'array',
      description: 'What is wrong where, one entry a field.',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: {
          pointer: {
            type: 'string',
            description:
              'A JSON pointer into the body, `?name` for a query parameter, `{name}` for a part of the path, `Name` for a header.',
            example: '/heldOn',
          },
          code: { type: 'string', example: 'isDay' },
          message: { type: 'string', example: '不是有效的日期（YYYY-MM-DD）' },
        },
      },
    },
  },
};

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
  const isPage = (response: Response): boolean => {
    const name = response.content?.['application/json']?.schema?.$ref?.split('/').at(-1) ?? '';
    return schemas[name]?.properties?.['nextCursor'] !== undefined;
  };
  const tags = new Set<string>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method] as Operation | undefined;
      if (!operation) continue;
      completeWrites(path, method, operation);
      completeOperation(path, operation, isPage);
      for (const tag of operation.tags ?? []) tags.add(tag);
    }
  }
  const { title, description, version, license } = document.info;
  return {
    openapi: document.openapi,
    info: { title, description, version, license } as OpenAPIObject['info'],
    servers: document.servers ?? [],
    tags: [...tags].sort().map((name) => ({ name, description: tagWords[name] ?? '' })),
    paths: sorted(document.paths),
    components: {
      schemas: sorted({ ...schemas, Problem: problemSchema }),
      securitySchemes: document.components?.securitySchemes ?? {},
    },
  };
}
