import { createServer } from 'node:net';
import { freePort } from '#libs/local-servers';

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** The port one would expect, or another when somebody has it already. */
export async function expectedOrFree(port: number): Promise<number> {
  return (await isFree(port)) ? port : freePort();
}
