import type { ErrorCode } from '#libs/contracts';
import {
  completeOperation,
  type Operation,
  type SharedResponses,
  splitComment,
} from './openapi-operations.js';
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

/** As the decorator marks a route and the swagger module copies it. */
function marked(...codes: ErrorCode[]): Partial<Operation> {
  return Object.fromEntries(codes.map((code) => [`x-fails:${code}`, true]));
}

describe('an operation', () => {
  const operation = (own: Partial<Operation> = {}): Operation => ({
    summary: 'Do it.',
    responses: { '200': { description: '' } },
    ...own,
  });
  const shared: SharedResponses = {};
  const complete = (own?: Partial<Operation>, method = 'get'): Operation => {
    const made = operation(own);
    completeOperation(made, { method, isPage: () => false, shared });
    return made;
  };

  it('says who may', () => {
    expect(complete()).toMatchObject({ description: 'No token is needed.', security: [] });
    const secured = { security: [{ bearer: [] }], 'x-permission': 'runs.manage' };
    expect(complete(secured).description).toContain('`runs.manage`');
    const open = complete({ security: [{}, { bearer: [] }] });
    expect(open.description).toContain('whoever shows one');
    expect(open['x-error-codes']).toContain('auth.token_invalid');
    expect(open['x-error-codes']).not.toContain('auth.token_missing');
  });

  const away = ['429', '500', '503', '504'];

  it('names the problems it can answer, and no others', () => {
    expect(Object.keys(complete().responses)).toEqual(['200', ...away]);
    const all = complete(
      {
        security: [{ bearer: [] }],
        'x-permission': 'runs.manage',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        ...marked('activities.not_found', 'activities.not_in_state'),
      },
      'post',
    );
    expect(Object.keys(all.responses)).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '408',
      '409',
      '413',
      '415',
      ...away,
    ]);
    expect(all.parameters?.[0]?.schema).toEqual({ type: 'string', format: 'uuid' });
    expect(all.responses['404']).toEqual({ $ref: '#/components/responses/ActivitiesNotFound' });
    expect(all['x-error-codes']).toEqual(
      expect.arrayContaining(['activities.not_found', 'auth.token_missing', 'request.malformed']),
    );
    expect(Object.keys(all).filter((key) => key.startsWith('x-fails'))).toEqual([]);
  });

  it('shares an answer with those that have the same codes, each code with an example', () => {
    complete(marked('activities.not_found'));
    expect(shared['ActivitiesNotFound']?.content?.['application/problem+json']).toMatchObject({
      examples: { 'activities.not_found': { value: { status: 404, title: '没有这个活动' } } },
    });
    const many = marked(
      'activities.not_yet_held',
      'activities.too_many_due',
      'activities.evidence_invalid',
      'activities.lecturers_invalid',
    );
    const named = complete({ ...many, operationId: 'attendance_hold' });
    expect(named.responses['422']).toEqual({ $ref: '#/components/responses/AttendanceHold422' });
  });

  it('does not require a parameter that has a default', () => {
    const limit = { name: 'limit', in: 'query', required: true, schema: { default: 50 } };
    expect(complete({ parameters: [limit] }).parameters?.[0]?.required).toBe(false);
  });

  it('tells of the header that says where what was made is', () => {
    const made = complete({ responses: { '201': {} } });
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
