import { completeOperation, type Operation, splitComment } from './openapi-operations.js';
import { completeSchema, type Schema } from './openapi-schemas.js';

describe('the words of an operation', () => {
  it.each([
    ['Log in', 'Log in', ''],
    ['Shows one organization.', 'Shows one organization', ''],
    [
      'List them\n\nNewest first, as one\nlong line.',
      'List them',
      'Newest first, as one long line.',
    ],
    ['Ends a term. Its role is gone\nat once.', 'Ends a term', 'Its role is gone at once.'],
    ['Counts e.g. meetings of 1.5 h.', 'Counts e.g. meetings of 1.5 h', ''],
  ])('%j is summed up', (comment, summary, rest) => {
    expect(splitComment(comment)).toEqual({ summary, rest });
  });

  it('sums a long sentence up by its first clause and tells it in full', () => {
    const comment =
      "Lists today's members of the organizations you may see, in the order of the tree and then of the names that they bear.";
    expect(splitComment(comment)).toEqual({
      summary: "Lists today's members of the organizations you may see",
      rest: comment,
    });
  });
});

describe('an operation', () => {
  const operation = (own: Partial<Operation> = {}): Operation => ({
    summary: 'Do it.',
    responses: { '200': { description: '' } },
    ...own,
  });
  const complete = (path: string, own?: Partial<Operation>): Operation => {
    const made = operation(own);
    completeOperation(path, made, () => false);
    return made;
  };

  it('says who may', () => {
    expect(complete('/v1/a')).toMatchObject({ description: 'No token is needed.', security: [] });
    const secured = { security: [{ bearer: [] }], 'x-permission': 'runs.manage' };
    expect(complete('/v1/a', secured).description).toContain('`runs.manage`');
  });

  it('names the problems it can answer, and no others', () => {
    expect(Object.keys(complete('/v1/a').responses)).toEqual(['200', 'default']);
    const all = complete('/v1/a/{id}', {
      security: [{ bearer: [] }],
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    });
    expect(Object.keys(all.responses)).toEqual(['200', '400', '401', '403', '404', 'default']);
    expect(all.parameters?.[0]?.schema).toEqual({ type: 'string', format: 'uuid' });
  });

  it('does not require a parameter that has a default', () => {
    const limit = { name: 'limit', in: 'query', required: true, schema: { default: 50 } };
    expect(complete('/v1/a', { parameters: [limit] }).parameters?.[0]?.required).toBe(false);
  });

  it('tells of the header that says where what was made is', () => {
    const made = complete('/v1/a', { responses: { '201': {} } });
    expect(made.responses['201']?.headers).toHaveProperty('Location');
  });
});

describe('a schema', () => {
  const completed = (schema: Schema): Schema => {
    completeSchema(schema);
    return schema;
  };

  it('has formats by the names of its fields', () => {
    const { properties } = completed({
      properties: {
        id: { type: 'string' },
        personId: { type: ['string', 'null'] },
        heldOn: { type: 'string' },
        createdAt: { type: 'string' },
        month: { type: 'string' },
        title: { type: 'string' },
        version: { type: 'number' },
      },
    });
    expect(Object.entries(properties ?? {}).map(([name, { format }]) => [name, format])).toEqual([
      ['id', 'uuid'],
      ['personId', 'uuid'],
      ['heldOn', 'date'],
      ['createdAt', 'date-time'],
      ['month', undefined],
      ['title', undefined],
      ['version', undefined],
    ]);
    expect(properties?.['month']?.pattern).toBe('^\\d{4}-(0[1-9]|1[0-2])$');
  });

  it('lists values in the order of the contracts, however the compiler met them', () => {
    expect(completed({ enum: ['group', 'committee', null, 'branch'] }).enum).toEqual([
      'committee',
      'branch',
      'group',
      null,
    ]);
    expect(completed({ enum: ['b', 'c', 'a'] }).enum).toEqual(['a', 'b', 'c']);
  });

  it('requires nothing that has a default', () => {
    expect(completed({ required: ['a'], properties: { a: { default: null } } })).not.toHaveProperty(
      'required',
    );
  });
});
