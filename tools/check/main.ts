/**
 * `npm run check [-- step …]`: every check that needs no server, side by side.
 * One line per step; the output of those that fail follows at the end.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

interface Step {
  name: string;
  /** For node: programs are started as files, not through npx or a shell, and so alike on every system. */
  args: string[];
}

interface Outcome {
  step: Step;
  passed: boolean;
  output: string;
}

const bin = (path: string): string => join('node_modules', path);

/** The slow ones first, so that the quick ones fill the gaps. */
const steps: Step[] = [
  { name: 'lint', args: [bin('eslint/bin/eslint.js'), '.'] },
  { name: 'types', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'format', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'] },
  {
    name: 'architecture',
    args: [
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config=.dependency-cruiser.mjs',
      '--output-type=err-long',
      ...['apps', 'libs', 'test', 'tools'],
    ],
  },
  {
    name: 'docs',
    args: ['--conditions=source', '--import', 'tsx', 'tools/docs/main.ts', '--check'],
  },
  { name: 'house-rules', args: ['--import', 'tsx', 'tools/check/house-rules.ts'] },
];

function run(step: Step): Promise<Outcome> {
  const begun = performance.now();
  const child = spawn(process.execPath, step.args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const passed = code === 0;
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      console.log(`${passed ? '✓' : '✗'} ${step.name.padEnd(13)}${seconds.padStart(5)} s`);
      resolve({ step, passed, output: Buffer.concat(chunks).toString('utf8').trim() });
    });
  });
}

async function runAll(queue: Step[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const worker = async (): Promise<void> => {
    for (let step = queue.shift(); step; step = queue.shift()) outcomes.push(await run(step));
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
  return outcomes;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(
    `No such check: ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

const chosen = steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const failed = (await runAll([...chosen])).filter(({ passed }) => !passed);
for (const { step, output } of failed) console.log(`\n── ${step.name} ──\n${output}`);
if (failed.length > 0) {
  console.log(`\n${failed.length} of ${chosen.length} checks failed`);
  process.exitCode = 1;
}
