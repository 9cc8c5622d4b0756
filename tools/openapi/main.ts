/**
 * `npm run openapi`: writes the OpenAPI document of each service, the merged one, and the types of the client, from
 * the code. `-- --check` writes nothing, says what has drifted from what is committed, and fails.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildIfStale } from '../suite/build.js';
import { root } from '../suite/paths.js';
import { clientTypes } from './client-types.js';
import { documents } from './documents.js';
import { differences } from './drift.js';

async function generate(): Promise<Map<string, string>> {
  await buildIfStale();
  const made = await documents();
  const files = new Map<string, string>();
  for (const [app, document] of Object.entries(made))
    files.set(`apps/${app}/openapi.json`, `${JSON.stringify(document, null, 2)}\n`);
  files.set('libs/sdk/src/schema.ts', await clientTypes(made.gateway));
  return files;
}

async function committed(file: string): Promise<string> {
  return readFile(resolve(root, file), 'utf8').catch(() => '');
}

async function write(files: ReadonlyMap<string, string>): Promise<void> {
  for (const [file, text] of files) {
    const changed = (await committed(file)) !== text;
    if (changed) await writeFile(resolve(root, file), text);
    console.log(`${changed ? 'written ' : 'the same'}  ${file}`);
  }
}

async function check(files: ReadonlyMap<string, string>): Promise<void> {
  let drifted = 0;
  for (const [file, text] of files) {
    const before = await committed(file);
    if (before === text) continue;
    drifted += 1;
    console.log(`\n${file} has drifted from the code:`);
    const lines = file.endsWith('.json') ? differences(before, text) : ['~ its document changed'];
    for (const line of lines) console.log(`  ${line}`);
  }
  if (drifted === 0) return;
  console.log('\nRun `npm run openapi` and commit what it writes.');
  process.exitCode = 1;
}

const [flag, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (flag !== undefined && flag !== '--check')) {
  console.error('Usage: npm run openapi [-- --check]');
  process.exitCode = 2;
} else {
  const files = await generate();
  await (flag === '--check' ? check(files) : write(files));
}
