import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const problemSchema = {
  type: 'object',
  description: 'RFC 9457. `code` is stable; `title` and messages come in the language asked for.',
  required: ['type', 'code', 'title', 'status', 'traceId'],
  properties: {
    type: { type: 'string', example: '/docs/errors#request.invalid' },
    code: { type: 'string', example: 'request.invalid' },
    title: { type: 'string', example: '请求内容有误' },
    status: { type: 'integer', example: 400 },
    traceId: { type: 'string', example: '0af7651916cd43dd8448eb211c80319c' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: {
          pointer: { type: 'string', example: '/heldOn' },
          code: { type: 'string', example: 'isDay' },
          message: { type: 'string', example: '不是有效的日期（YYYY-MM-DD）' },
        },
      },
    },
  },
};

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

function completeOperation(path: string, operation: Operation): void {
  const responses = operation.responses as Record<string, unknown>;
  responses['400'] ??= problem('The request is not valid; `errors` says where.');
  if (operation.security) {
    responses['401'] ??= problem('No bearer token, or one that is not valid.');
    responses['403'] ??= problem('No role that permits this.');
  }
  if (path.includes('{'))
    responses['404'] ??= problem('There is no such thing, or it is not yours to see.');
  responses['default'] ??= problem('Any other problem, by its `code`.');
  for (const parameter of operation.parameters ?? []) {
    if ('in' in parameter && parameter.in === 'path' && /id$/i.test(parameter.name))
      parameter.schema = { type: 'string', format: 'uuid' };
  }
}

/** The service's OpenAPI 3.1 document, from doc comments, validators and access decorators. */
export function buildOpenApi(
  app: INestApplication,
  service: string,
  description: string,
): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(`Wutai 五台: ${service}`)
    .setDescription(description)
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
  document.components ??= {};
  document.components.schemas ??= {};
  document.components.schemas['Problem'] = problemSchema;
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method];
      if (operation) completeOperation(path, operation);
    }
  }
  return document;
}
