import { breakingChanges } from './breaking.policy.js';

interface Change {
  readonly operation?: object;
  readonly path?: string;
  readonly body?: object;
  readonly bodyRequired?: boolean;
  readonly answer?: object;
  readonly responses?: object;
  readonly parameters?: object[];
}

const text = { type: 'string' };
const thing = {
  type: 'object',
  required: ['id', 'state'],
  properties: {
    id: text,
    state: { type: 'string', enum: ['open', 'closed'] },
    note: { type: ['string', 'null'] },
    below: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
  },
};
const order = {
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string', maxLength: 100 }, kind: { enum: ['a', 'b'] } },
};
const limit = { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 200 } };

/** A document of one operation; what is given replaces parts of it. */
function release(change: Change = {}): object {
  const answer = {
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
  };
  const { path = '/v1/things/{id}', bodyRequired = false } = change;
  return {
    paths: {
      [path]: {
        post: {
          operationId: 'thing_do',
          'x-error-codes': ['things.gone', 'things.taken'],
          security: [],
          parameters: change.parameters ?? [limit],
          requestBody: {
            required: bodyRequired,
            content: { 'application/json': { schema: change.body ?? order } },
          },
          responses: { '200': answer, '404': {}, ...change.responses },
          ...change.operation,
        },
      },
    },
    components: { schemas: { Thing: change.answer ?? thing } },
  };
}

const field = (schema: object, name: string, value: object): object => ({
  ...schema,
  properties: { ...(schema as { properties: object }).properties, [name]: value },
});

describe('a new release', () => {
  it.each<[string, Change]>([
    ['nothing changed', {}],
    ['a parameter of the address has another name', { path: '/v1/things/{thingId}' }],
    ['an answer has a new field', { answer: field(thing, 'more', text) }],
    ['a request has a new optional field', { body: field(order, 'more', text) }],
    ['a request takes a new value', { body: field(order, 'kind', { enum: ['a', 'b', 'c'] }) }],
    ['an answer is less often null', { answer: field(thing, 'note', text) }],
    ['a bound is wider', { body: field(order, 'title', { type: 'string', maxLength: 200 }) }],
    [
      'there is a new code',
      { operation: { 'x-error-codes': ['a.b', 'things.gone', 'things.taken'] } },
    ],
    [
      'there is a new optional parameter',
      { parameters: [limit, { name: 'q', in: 'query', schema: text }] },
    ],
    ['whoever shows a token is known', { operation: { security: [{}, { bearer: [] }] } }],
    ['there is a new answer', { responses: { '304': {} } }],
  ])('breaks nobody when %s', (_what, change) => {
    expect(breakingChanges(release(), release(change))).toEqual([]);
  });

  const at = 'POST /v1/things/{}';
  it.each<[string, Change, string]>([
    ['an operation is gone', { path: '/v1/others' }, 'is gone'],
    [
      'it is called differently',
      { operation: { operationId: 'x' } },
      ': its operationId was "thing_do"',
    ],
    [
      'a code is gone',
      { operation: { 'x-error-codes': ['things.gone'] } },
      ': it no longer answers the code "things.taken"',
    ],
    ['it needs a token', { operation: { security: [{ bearer: [] }] } }, ': it needs a token now'],
    ['a parameter is gone', { parameters: [] }, ': the query parameter limit is gone'],
    [
      'a parameter is required',
      { parameters: [{ ...limit, required: true }] },
      ': the query parameter limit is required now',
    ],
    [
      'a parameter takes less',
      { parameters: [{ ...limit, schema: { type: 'integer', maximum: 100 } }] },
      ': the query parameter limit: its maximum is 100 now',
    ],
    ['a body is required', { bodyRequired: true }, ': a body is required now'],
    [
      'a field is required in a request',
      { body: { ...order, required: ['title', 'kind'] } },
      ': the body: the field kind is required now',
    ],
    [
      'a request no longer takes a value',
      { body: field(order, 'kind', { enum: ['a'] }) },
      ': the body: the field kind: the value "b" is gone',
    ],
    [
      'a request takes a narrower type',
      { body: field(order, 'title', { type: 'integer' }) },
      ': the body: the field title was string, and is integer',
    ],
    [
      'an answer lost a field',
      { answer: { ...thing, properties: { id: text, state: thing.properties.state, note: text } } },
      ': the answer 200: the field below is gone',
    ],
    [
      'an answer may lack a field',
      { answer: { ...thing, required: ['id'] } },
      ': the answer 200: the field state may be missing now',
    ],
    [
      'an answer may be null',
      { answer: field(thing, 'id', { type: ['string', 'null'] }) },
      ': the answer 200: the field id was string, and is string or null',
    ],
    [
      'an answer lost a value',
      { answer: field(thing, 'state', { type: 'string', enum: ['open'] }) },
      ': the answer 200: the field state: the value "closed" is gone',
    ],
    ['an answer is gone', { responses: { '200': undefined } }, ': the answer 200 is gone'],
  ])('breaks a client when %s', (_what, change, message) => {
    const found = breakingChanges(release(), release(change));
    expect(found.join('\n')).toContain(`${at}${message.startsWith(':') ? '' : ' '}${message}`);
  });
});
