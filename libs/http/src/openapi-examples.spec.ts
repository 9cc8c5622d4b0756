import { addExamples, exampleOf, NoExample } from './openapi-examples.js';
import type { Operation } from './openapi-operations.js';

const text = { type: 'string' };

describe('an example', () => {
  it('is made of what the fields say of themselves', () => {
    const schemas = { One: { type: 'object', properties: { name: { ...text, example: '张伟' } } } };
    const page = {
      type: 'object',
      properties: {
        data: { type: 'array', items: { $ref: '#/components/schemas/One' } },
        kind: { enum: ['a', 'b'] },
        nextCursor: { type: ['string', 'null'] },
        heldOn: { type: 'string', format: 'date' },
        note: { type: ['string', 'null'] },
      },
    };
    expect(exampleOf(page, schemas)).toEqual({
      data: [{ name: '张伟' }],
      kind: 'a',
      nextCursor: expect.stringMatching(/^[\w-]{20,}$/),
      heldOn: '2026-10-15',
      note: null,
    });
  });

  it('takes no organization for a person', () => {
    const uuid = { type: 'string', format: 'uuid' };
    expect(exampleOf(uuid, {}, 'personId')).not.toBe(exampleOf(uuid, {}, 'organizationId'));
    expect(exampleOf(uuid, {}, 'personId')).toBe(exampleOf(uuid, {}, 'personId'));
  });

  it('is missing where nothing says how a text looks, and every such field is named', () => {
    const schema = { type: 'object', properties: { title: text, place: text } };
    expect(() => exampleOf(schema, {})).toThrow(NoExample);
    const operation: Operation = {
      operationId: 'activities_get',
      responses: { '200': { content: { 'application/json': { schema } } } },
    };
    expect(addExamples(operation, {})).toEqual(['activities_get: title', 'activities_get: place']);
  });
});
