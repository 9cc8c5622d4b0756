/**
 * `npm run openapi`: writes the OpenAPI document of each service, the merged one, and the types of the client, from
 * the code. `-- --check` writes nothing and fails when what is committed has drifted from the code, when a linter
 * has something against a document, when a generated client does not compile, or when the last release is broken.
 */
import { driftOf, type Files, writeFiles } from '../generated/files.js';
import { buildWhole } from '../suite/build.js';
import type { OpenApiDocument } from '../../apps/gateway/src/openapi/document.js';
import { breakingChanges } from './breaking.policy.js';
import { clientTypes } from './client-types.js';
import { clientErrors } from './clients.js';
import { documents, NoDocument } from './documents.js';
import { differences } from './drift.js';
import { lastRelease } from './last-release.js';
import { lint } from './lint.js';

async function generate(): Promise<{ files: Files; merged: OpenApiDocument }> {
  await buildWhole();
  const made = await documents();
  const files = new Map<string, string>();
  for (const [app, document] of Object.entries(made))
    files.set(`apps/${app}/openapi.json`, `${JSON.stringify(document, null, 2)}\n`);
  files.set('libs/sdk/src/schema.ts', await clientTypes(made.gateway));
  return { files, merged: made.gateway };
}

async function drift(files: Files): Promise<string[]> {
  return driftOf(files, 'npm run openapi', (file, before, after) =>
    file.endsWith('.json') ? differences(before, after) : ['~ its document changed'],
  );
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
  try {
    const { files, merged } = await generate();
    await (flag === '--check' ? check(files, merged) : writeFiles(files));
  } catch (error) {
    if (!(error instanceof NoDocument)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
