import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createHash } from 'node:crypto';
import { root } from './paths.js';

const stamp = resolve(root, 'dist/.built');
const sources = [
  'apps',
  'libs',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];

async function filesBelow(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Changes whenever a source does: by name, size and time, which is quick and errs towards building. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesBelow(resolve(root, source))) {
      const { size, mtimeMs } = await stat(file);
      hash.update(`${file}:${size}:${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** Compiles the services unless the last build is of the sources as they are. Throws with the compiler's words. */
export async function buildIfStale(): Promise<'built' | 'fresh'> {
  const now = await fingerprint();
  const last = existsSync(stamp) ? await readFile(stamp, 'utf8') : '';
  if (now === last) return 'fresh';
  await build();
  await writeFile(stamp, now);
  return 'built';
}

/**
 * Compiles all of the services, whatever was compiled before: what a document says of a field rests on types of other
 * files, and the compiler does not write a file again whose own text is the same.
 */
export async function buildWhole(): Promise<void> {
  const now = await fingerprint();
  await rm(resolve(root, 'dist/.tsbuildinfo'), { force: true });
  await build();
  await writeFile(stamp, now);
}

async function build(): Promise<void> {
  const nest = resolve(root, 'node_modules/@nestjs/cli/bin/nest.js');
  await new Promise<void>((done, fail) => {
    const child = spawn(process.execPath, [nest, 'build'], { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', fail);
    child.once('exit', (code) => {
      if (code === 0) done();
      else fail(new Error(`The build failed:\n${output}`));
    });
  });
}
