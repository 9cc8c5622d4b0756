import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildMine, DEMO_SEED } from './mine.js';
import { rosterCsv, rosterXlsx } from './roster-sheet.js';

/** Writes samples/ again from the generator: `npx tsx --conditions=source tools/demo/write-samples.ts`. */
const samples = resolve(import.meta.dirname, '../../samples');
const { members } = buildMine(DEMO_SEED);
await mkdir(samples, { recursive: true });
await writeFile(resolve(samples, 'roster.csv'), rosterCsv(members));
await writeFile(resolve(samples, 'roster.xlsx'), await rosterXlsx(members));
