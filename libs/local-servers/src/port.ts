import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below what systems give to whoever asks for any port: until it is used nobody else is given it by chance. */
const LOWEST = 12_000;
const BEHIND_HIGHEST = 32_000;
const TRIES = 100;

export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = await listenOnce(randomInt(LOWEST, BEHIND_HIGHEST));
    if (port !== undefined) return port;
  }
  throw new Error('the system has no free port on 127.0.0.1');
}

/** The preferred port when nobody listens there, else a free one. */
export async function choosePort(preferred?: number): Promise<number> {
  const chosen = preferred === undefined ? undefined : await listenOnce(preferred);
  return chosen ?? freePort();
}

export async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined;
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      const bound = address !== null && typeof address === 'object' ? address.port : undefined;
      server.close(() => resolve(bound));
    });
  });
}
