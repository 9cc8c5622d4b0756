import type { FastifyInstance } from 'fastify';

/** An address without escapes, and of names with a value each: in any other something may only look like a cursor. */
const PLAIN = /^[\w/.~-]*(?:\?\w+=[\w.~-]*(?:&\w+=[\w.~-]*)*)?$/;
const CURSOR = /(?<=[?&]cursor=)[^&]*/;

/** Parsing an address costs a page more than its cursor does, so plain ones are only added to. */
export function withCursor(address: string, cursor: string): string {
  if (PLAIN.test(address)) {
    if (CURSOR.test(address)) return address.replace(CURSOR, cursor);
    return `${address}${address.includes('?') ? '&' : '?'}cursor=${cursor}`;
  }
  const url = new URL(address, 'http://localhost');
  url.searchParams.set('cursor', cursor);
  return url.pathname + url.search;
}

/** A page that has a next one says so in a `Link` header too (RFC 8288). */
export function linkNextPage(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, answer: unknown, done) => {
    const cursor = (answer as { nextCursor?: unknown } | null)?.nextCursor;
    if (typeof cursor === 'string')
      void reply.header('link', `<${withCursor(request.url, cursor)}>; rel="next"`);
    done(null, answer);
  });
}
