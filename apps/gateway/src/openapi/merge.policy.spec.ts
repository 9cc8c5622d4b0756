import type { OpenApiDocument, PathItem } from './document.js';
import { DocumentClash, mergeDocuments } from './merge.policy.js';

const info = { title: 'Suite', version: '1' };

function document(
  paths: Record<string, PathItem>,
  schemas: Record<string, unknown> = {},
): OpenApiDocument {
  return { openapi: '3.1.0', info, paths, components: { schemas } };
}

const problem = { type: 'object', description: 'RFC 9457' };

describe('merging the documents', () => {
  it('keeps every path, and shares what is the same word for word', () => {
    const merged = mergeDocuments(
      {
        members: document({ '/v1/b': { get: { operationId: 'b' } } }, { Problem: problem }),
        activities: document(
          { '/v1/a': { get: { operationId: 'a' } } },
          { Problem: problem, A: {} },
        ),
      },
      info,
    );
    expect(Object.keys(merged.paths)).toEqual(['/v1/a', '/v1/b']);
    expect(merged.components).toEqual({ schemas: { A: {}, Problem: problem } });
    expect(merged.openapi).toBe('3.1.0');
  });

  it.each([
    [
      'path',
      document({ '/v1/runs/{id}': { get: { operationId: 'a' } } }),
      document({ '/v1/runs/{runId}': { post: { operationId: 'b' } } }),
    ],
    [
      'operationId',
      document({ '/v1/a': { get: { operationId: 'same' } } }),
      document({ '/v1/b': { get: { operationId: 'same' } } }),
    ],
    [
      'component',
      document({}, { ItemDto: { type: 'object' } }),
      document({}, { ItemDto: { type: 'string' } }),
    ],
  ])('refuses one %s with two owners, and names both', (what, one, other) => {
    const merge = (): unknown => mergeDocuments({ members: one, activities: other }, info);
    expect(merge).toThrow(DocumentClash);
    expect(merge).toThrow(new RegExp(`members and activities clash: both have the ${what}`));
  });

  const operations = (description: string, summary = 'Watch'): OpenApiDocument => ({
    ...document({
      '/v1/operations/{id}': {
        get: { operationId: 'operations_get', tags: ['O'], summary } as never,
      },
    }),
    tags: [{ name: 'O', description }],
  });

  it('shares the operations on long work, and their tag, where they are the same word for word', () => {
    const merged = mergeDocuments({ members: operations('x'), assessment: operations('x') }, info);
    expect(Object.keys(merged.paths)).toEqual(['/v1/operations/{id}']);
    expect(merged.tags).toEqual([{ name: 'O', description: 'x' }]);
  });

  it('refuses them where they differ', () => {
    for (const other of [operations('y'), operations('x', 'Look')])
      expect(() => mergeDocuments({ members: operations('x'), assessment: other }, info)).toThrow(
        DocumentClash,
      );
  });
});
