import { watch } from 'node:fs/promises';
import { resolve } from 'node:path';
import { root } from '../suite/paths.js';
import type { Suite } from '../suite/suite.js';

/** Long enough for an editor that saves many files at once. */
const SETTLE_MS = 300;

/** Builds and restarts the services whenever a source changes, until the signal. */
export async function restartOnChange(
  suite: Suite,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let working = Promise.resolve();
  const rebuild = (): void => {
    working = working
      .then(() => suite.rebuild(say))
      .catch((error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
      });
  };
  const follow = async (folder: string): Promise<void> => {
    try {
      for await (const { filename } of watch(resolve(root, folder), { recursive: true, signal })) {
        if (!filename?.endsWith('.ts')) continue;
        clearTimeout(timer);
        timer = setTimeout(rebuild, SETTLE_MS);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };
  say('watching apps and libs');
  await Promise.all(['apps', 'libs'].map(follow));
  clearTimeout(timer);
  await working;
}
