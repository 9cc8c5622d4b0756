import type { FastifyInstance } from 'fastify';

/** A page that has a next one says so in a `Link` header too (RFC 8288). */
export function linkNextPage(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, answer: unknown, done) => {
    const cursor = (answer as { nextCursor?: unknown } | null)?.nextCursor;
    if (typeof cursor === 'string') {
      const url = new URL(request.url, 'http://localhost');
      url.searchParams.set('cursor', cursor);
      void reply.header('link', `<${url.pathname}${url.search}>; rel="next"`);
    }
    done(null, answer);
  });
}
