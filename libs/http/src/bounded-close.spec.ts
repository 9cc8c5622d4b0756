import { connect, type AddressInfo, type Socket } from 'node:net';
import { fastify as createFastify } from 'fastify';
import { boundClose } from './bounded-close.js';

/** A server that is asked for something by `text`, as a client would write it, and then told to stop. */
async function stopWhile(text: string): Promise<number> {
  const fastify = createFastify();
  boundClose(fastify, 100);
  fastify.post('/', () => 'done');
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  const { port } = fastify.server.address() as AddressInfo;
  const accepted = new Promise((resolve) => fastify.server.once('connection', resolve));
  const asked = new Promise((resolve) => fastify.server.once('request', resolve));
  const client: Socket = connect(port, '127.0.0.1');
  client.on('error', () => undefined);
  client.write(text);
  await (text === '' ? accepted : asked);
  const begun = performance.now();
  await fastify.close();
  client.destroy();
  return performance.now() - begun;
}

describe('a stop', () => {
  it('does not wait for a client that has not asked', async () => {
    expect(await stopWhile('')).toBeLessThan(2000);
  });

  it('does not wait for ever for the rest of a body', async () => {
    const head =
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 100\r\n\r\n';
    expect(await stopWhile(`${head}half of it`)).toBeLessThan(2000);
  });
});
