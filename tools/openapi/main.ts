/**
 * `npm run openapi`: writes the OpenAPI document of each service, the merged one, and the types of the client, from
 * the code. `-- --check` writes nothing and fails when what is committed has drifted from the code, when a linter
 * has something against a document, when a generated client does not compile, or when the last release is broken.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildIfStale } from '../suite/build.js';
import { root } from '../suite/paths.js';
import type { OpenApiDocument } from '../../apps/gateway/src/openapi/document.js';
import { breakingChanges } from './breaking.policy.js';
import { clientTypes } from './client-types.js';
import { clientErrors } from './clients.js';
import { documents } from './documents.js';
import { differences } from './drift.js';
import { lastRelease } from './last-release.js';
import { lint } from './lint.js';

type Files = ReadonlyMap<string, string>;

async function generate(): Promise<{ files: Files; merged: OpenApiDocument }> {
  await buildIfStale();
  const made = await documents();
  const files = new Map<string, string>();
  for (const [app, document] of Object.entries(made))
    files.set(`apps/${app}/openapi.json`, `${JSON.stringify(document, null, 2)}\n`);
  files.set('libs/sdk/src/schema.ts', await clientTypes(made.gateway));
  return { files, merged: made.gateway };
}

async function committed(file: string): Promise<string> {
  return readFile(resolve(root, file), 'utf8').catch(() => '');
}

async function write(files: Files): Promise<void> {
  for (const [file, text] of files) {
    const changed = (await committed(file)) !== text;
    if (changed) await writeFile(resolve(root, file), text);
    console.log(`${changed ? 'written ' : 'the same'}  ${file}`);
  }
}

async function drift(files: Files): Promise<string[]> {
  const found: string[] = [];
  for (const [file, text] of files) {
    const before = await committed(file);
    if (before === text) continue;
    const lines = file.endsWith('.json') ? differences(before, text) : ['~ its document changed'];
    found.push(`${file} has drifted from the code:\n${lines.join('\n')}`);
  }
  if (found.length > 0) found.push('Run `npm run openapi` and commit what it writes.');
  return found;
}

async function broken(document: OpenApiDocument): Promise<string[]> {
  const release = await lastRelease();
  if (release) return breakingChanges(release.document, document);
  console.log('  nothing was released yet, so nothing can be broken');
  return [];
}

async function check(files: Files, merged: OpenApiDocument): Promise<void> {
  const texts = new Map([...files].filter(([file]) => file.endsWith('.json')));
  const gates: readonly (readonly [string, () => Promise<string[]>])[] = [
    ['the documents and the client are what the code makes', () => drift(files)],
    ['redocly and spectral have nothing against them', () => lint(texts)],
    ['generated clients compile', () => clientErrors(merged)],
    ['nothing breaks a client of the last release', () => broken(merged)],
  ];
  for (const [promise, gate] of gates) {
    const begun = performance.now();
    const problems = await gate();
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`${problems.length === 0 ? '✓' : '✗'} ${promise} (${seconds} s)`);
    for (const problem of problems) console.log(`  ${problem.replaceAll('\n', '\n    ')}`);
    if (problems.length > 0) process.exitCode = 1;
  }
}

const [flag, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (flag !== undefined && flag !== '--check')) {
  console.error('Usage: npm run openapi [-- --check]');
  process.exitCode = 2;
} else {
  const { files, merged } = await generate();
  await (flag === '--check' ? check(files, merged) : write(files));
}
