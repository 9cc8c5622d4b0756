import { differences } from './drift.js';

const text = (value: unknown): string => JSON.stringify(value);

describe('the difference between two documents', () => {
  it('names what came, went and changed, by its place', () => {
    const before = { paths: { '/v1/a': { get: { summary: 'A' } }, '/v1/b': { get: {} } }, n: 1 };
    const after = { paths: { '/v1/a': { get: { summary: 'B' } } }, n: 1, x: true };
    expect(differences(text(before), text({ ...after, gone: undefined }))).toEqual([
      '~ paths./v1/a.get.summary: "A" → "B"',
      '+ x: true',
    ]);
    expect(differences(text({ a: 1, b: 2 }), text({ a: 1 }))).toEqual(['- b']);
  });

  it('shows an operation that is called differently', () => {
    const called = (operationId: string): string =>
      text({ paths: { '/v1/a': { get: { operationId } } } });
    expect(differences(called('a_list'), called('a_all'))).toEqual([
      '~ paths./v1/a.get.operationId: "a_list" → "a_all"',
    ]);
  });

  it('takes a document that is not there for an empty one', () => {
    expect(differences('', text({ openapi: '3.1.0' }))).toEqual(['+ openapi: "3.1.0"']);
  });

  it('says so when only the order changed', () => {
    expect(differences(text({ a: 1, b: 2 }), text({ b: 2, a: 1 }))).toHaveLength(1);
  });

  it('stays short', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, index]));
    expect(differences('{}', text(many)).at(-1)).toBe('… and 30 more');
  });
});
