import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * A connection on which nothing has been asked yet (browsers and clients open some beforehand) counts as busy for
 * Node, and would hold up a stop for a minute. They are closed first.
 */
export function closeUnusedConnections(fastify: FastifyInstance): void {
  const unused = new Set<Socket>();
  fastify.server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  fastify.server.on('request', ({ socket }) => unused.delete(socket));
  fastify.addHook('preClose', (done) => {
    for (const socket of unused) socket.destroy();
    done();
  });
}
