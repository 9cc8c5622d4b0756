import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { root } from '../suite/paths.js';

/** What a tool makes from the code and what is committed, by its place in the repository. */
export type Files = ReadonlyMap<string, string>;

async function committed(file: string): Promise<string> {
  return readFile(resolve(root, file), 'utf8').catch(() => '');
}

export async function writeFiles(files: Files): Promise<void> {
  for (const [file, text] of files) {
    const changed = (await committed(file)) !== text;
    if (changed) await writeFile(resolve(root, file), text);
    console.log(`${changed ? 'written ' : 'the same'}  ${file}`);
  }
}

/**
 * What is committed and not what the code makes.
 *
 * @param command what writes it anew.
 * @param tell the places in which a file differs, a line each.
 */
export async function driftOf(
  files: Files,
  command: string,
  tell: (file: string, before: string, after: string) => string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const [file, text] of files) {
    const before = await committed(file);
    if (before === text) continue;
    found.push(`${file} has drifted from the code:\n${tell(file, before, text).join('\n')}`);
  }
  if (found.length > 0) found.push(`Run \`${command}\` and commit what it writes.`);
  return found;
}
