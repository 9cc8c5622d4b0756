import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refuseViolations } from './contract-violations.js';
import { ResponseContract } from './response-contract.js';
import { watchResponses } from './watch-responses.js';

const problem = {
  type: 'object',
  required: ['code', 'status'],
  properties: {
    code: { type: 'string' },
    status: { type: 'integer' },
    existing: { type: 'string' },
  },
};
const narrowed = {
  allOf: [
    { $ref: '#/components/schemas/Problem' },
    { type: 'object', properties: { code: { enum: ['things.not_found'] } } },
  ],
};
const thing = {
  type: 'object',
  required: ['id', 'name', 'owner'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    name: { type: ['string', 'null'] },
    owner: { anyOf: [{ $ref: '#/components/schemas/Owner' }, { type: 'null' }] },
  },
};
const json = (schema: object) => ({ 'application/json': { schema } });

const document = {
  paths: {
    '/v1/things/{id}': {
      get: {
        operationId: 'thing_get',
        responses: {
          '200': { content: json({ $ref: '#/components/schemas/Thing' }) },
          '404': { $ref: '#/components/responses/ThingsNotFound' },
        },
      },
    },
    '/v1/things': {
      post: {
        operationId: 'thing_make',
        responses: {
          '201': {
            headers: { Location: { required: true } },
            content: json({ $ref: '#/components/schemas/Thing' }),
          },
          '204': {},
        },
      },
    },
  },
  components: {
    responses: {
      ThingsNotFound: { content: { 'application/problem+json': { schema: narrowed } } },
    },
    schemas: {
      Thing: thing,
      Owner: { type: 'object', properties: { name: { type: 'string' } } },
      Problem: problem,
    },
  },
};

const id = '019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f70';
const good = { id, name: null, owner: { name: 'A' } };

describe('a server whose answers are held against its document', () => {
  let server: Server;
  let url: string;
  let answer: (response: ServerResponse) => void;

  beforeAll(async () => {
    server = createServer((_request, response) => {
      answer(response);
    });
    watchResponses(server, new ResponseContract('things', document));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const send =
    (status: number, body: object, type = 'application/json', headers: object = {}) =>
    (response: ServerResponse): void => {
      response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body));
    };
  const ask = async (path: string, method: string, how: typeof answer): Promise<void> => {
    answer = how;
    await (await fetch(`${url}${path}`, { method })).text();
    refuseViolations();
  };
  const get = (how: typeof answer) => ask(`/v1/things/${id}?a=1`, 'GET', how);
  const post = (how: typeof answer) => ask('/v1/things', 'POST', how);
  const problemType = 'application/problem+json';

  it('is left in peace when it answers what the document says', async () => {
    await get(send(200, good));
    await get(send(200, { ...good, owner: null }));
    await get(send(404, { code: 'things.not_found', status: 404, existing: 'x' }, problemType));
    await post(send(201, good, 'application/json; charset=utf-8', { Location: '/v1/things/1' }));
    await post((response) => response.writeHead(204).end());
    await ask('/v1/nothing', 'GET', send(404, { code: 'a.b', status: 404 }, problemType));
    await ask('/health/live', 'GET', send(200, {}));
  });

  it.each<[string, typeof answer, string]>([
    ['an undocumented field', send(200, { ...good, secret: 1 }), '/secret is not documented'],
    [
      'an undocumented field within',
      send(200, { ...good, owner: { age: 1 } }),
      '/owner/age is not documented',
    ],
    ['a missing field', send(200, { id, name: 'A' }), "must have required property 'owner'"],
    ['another type', send(200, { ...good, name: 1 }), '/name must be string,null'],
    ['another format', send(200, { ...good, id: 'x' }), '/id must match format "uuid"'],
    ['an undocumented status', send(202, good), 'only 200, 404 are documented'],
    ['another content type', send(200, good, 'text/html'), 'the content type text/html'],
    [
      'an undeclared code',
      send(404, { code: 'things.gone', status: 404 }, problemType),
      'the code things.gone is not declared: add it to the route',
    ],
    [
      'a code with a status of which there is none',
      send(409, { code: 'things.taken', status: 409 }, problemType),
      'the code things.taken is not declared',
    ],
    [
      'an undocumented header',
      send(200, good, 'application/json', { ETag: '"1"' }),
      'the header etag is not documented',
    ],
    [
      'no JSON',
      (response) => response.writeHead(200, ['content-type', 'application/json']).end('{'),
      'no JSON',
    ],
  ])('is caught with %s', async (_what, how, message) => {
    await expect(get(how)).rejects.toThrow(message);
    expect(refuseViolations).not.toThrow();
  });

  it('is caught without a header that is promised, with a body where there is none, and by pieces', async () => {
    await expect(post(send(201, good))).rejects.toThrow('the header Location is missing');
    await expect(
      post((response) => {
        response.setHeader('content-type', 'application/json');
        response.setHeader('location', '/v1/things/1');
        response.statusCode = 201;
        response.write('{"id":');
        response.end('1}');
      }),
    ).rejects.toThrow(`things: thing_make (POST /v1/things) answered 201: /id must be string`);
  });

  it('is caught at an address that is not documented, and with a problem that is none', async () => {
    await expect(ask('/v1/else', 'GET', send(200, {}))).rejects.toThrow('no such operation');
    await expect(ask('/v1/else', 'GET', send(404, {}, problemType))).rejects.toThrow(
      "must have required property 'code'",
    );
  });
});
