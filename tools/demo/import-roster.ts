import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Api } from './api.js';
import type { DemoMember } from './people.js';
import { Phase, type Report } from './progress.js';

interface Member {
  readonly personId: string;
  readonly employeeNumber: string | null;
}

const roster = resolve(import.meta.dirname, '../../samples/roster.xlsx');
const IMPORTS = '/v1/roster-imports';

/**
 * Imports the roster as an office clerk does: a dry run first, then the file itself, which goes in whole or not at all.
 * @returns the person's id by employee number.
 */
export async function importRoster(
  admin: Api,
  members: readonly DemoMember[],
  report: Report,
): Promise<ReadonlyMap<string, string>> {
  const before = await peopleByNumber(admin);
  const phase = new Phase(report, 'roster', 2);
  const send = phase.counting(async (query: string) => {
    if (members.every(({ employeeNumber }) => before.has(employeeNumber))) return;
    await admin.upload(
      `${IMPORTS}?${query}`,
      basename(roster),
      new Uint8Array(await readFile(roster)),
    );
  });
  await send('dryRun=true');
  await send('dryRun=false');
  const people = await peopleByNumber(admin);
  const missing = members.filter(({ employeeNumber }) => !people.has(employeeNumber));
  if (missing.length > 0) throw new Error(`The import left out ${missing.length} of the roster`);
  return people;
}

async function peopleByNumber(admin: Api): Promise<ReadonlyMap<string, string>> {
  const members = await admin.all<Member>('/v1/members');
  return new Map(
    members.flatMap(({ employeeNumber, personId }) =>
      employeeNumber === null ? [] : [[employeeNumber, personId] as const],
    ),
  );
}
