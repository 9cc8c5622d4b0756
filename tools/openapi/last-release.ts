import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from '../suite/paths.js';
import { MERGED } from './lint.js';

const run = promisify(execFile);
const MAX_BYTES = 32 * 1024 * 1024;

async function git(...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await run('git', args, { cwd: root, maxBuffer: MAX_BYTES })).stdout.trim();
  } catch {
    return undefined;
  }
}

/** The merged document as it was released last; undefined where nothing was released, or no history is there. */
export async function lastRelease(): Promise<{ tag: string; document: unknown } | undefined> {
  const tag = await git('describe', '--tags', '--match', 'v*', '--abbrev=0');
  if (tag === undefined) return undefined;
  const text = await git('show', `${tag}:${MERGED}`);
  if (text === undefined) return undefined;
  return { tag, document: JSON.parse(text) as unknown };
}
