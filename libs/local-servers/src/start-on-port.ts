import { setTimeout as sleep } from 'node:timers/promises';
import { ServerExitedEarly, ServerProcess, type ServerCommand } from './child-process.js';
import { choosePort } from './port.js';

export interface Startable {
  readonly port: number | undefined;
  command(port: number): ServerCommand | Promise<ServerCommand>;
  isReady(port: number): Promise<boolean>;
}

/** Recovery after a crash may have much to replay. */
const START_LIMIT = 120_000;
const ATTEMPTS = 5;

export async function startOnPort(
  server: Startable,
): Promise<{ process: ServerProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(server.port);
    const process = await ServerProcess.spawn(await server.command(port));
    try {
      await process.waitUntilReady(() => server.isReady(port), START_LIMIT);
      return { process, port };
    } catch (error) {
      await process.stop();
      if (attempt >= ATTEMPTS || !isPassing(error)) throw error;
      await sleep(200 * attempt);
    }
  }
}

/** Somebody took the port between our look and the bind, or the children of a killed postmaster are still leaving. */
function isPassing(error: unknown): boolean {
  return error instanceof ServerExitedEarly && /(?:already|still) in use/i.test(error.logTail);
}
