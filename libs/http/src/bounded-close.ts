import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How long requests under way have to end, once a stop has begun. */
const DRAIN_MS = 5000;

/**
 * Bounds how long a stop may wait for clients. A connection on which nothing has been asked yet (browsers open some
 * beforehand) counts as busy for Node, and so does one whose client never sends the rest of a body: either would hold
 * up the stop for a minute. The first are closed at once, the others when the time to drain is over.
 */
export function boundClose(fastify: FastifyInstance, drainMs = DRAIN_MS): void {
  const unused = new Set<Socket>();
  fastify.server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  fastify.server.on('request', ({ socket }) => unused.delete(socket));
  fastify.addHook('preClose', (done) => {
    for (const socket of unused) socket.destroy();
    const timer = setTimeout(() => {
      fastify.server.closeAllConnections();
    }, drainMs);
    fastify.server.once('close', () => {
      clearTimeout(timer);
    });
    done();
  });
}
