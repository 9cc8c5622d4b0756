import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Api } from '../api/api.js';
import type { DemoMember } from './people.js';
import { Phase, type Report } from './progress.js';

interface Member {
  readonly personId: string;
  readonly employeeNumber: string | null;
}

interface Import {
  readonly id: string;
  readonly operationId: string;
  readonly report: ImportReport | null;
}

interface ImportReport {
  readonly errorCount: number;
  readonly errors: readonly {
    readonly row: number;
    readonly header: string;
    readonly message: string;
  }[];
}

const SHOWN_ERRORS = 10;
const roster = resolve(import.meta.dirname, '../../samples/roster.xlsx');

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
  const send = phase.counting(async (dryRun: boolean) => {
    if (members.every(({ employeeNumber }) => before.has(employeeNumber))) return;
    const file = new Uint8Array(await readFile(roster));
    const path = `/v1/roster-imports?dryRun=${dryRun}`;
    const { id, operationId } = await admin.upload<Import>(path, basename(roster), file);
    await admin.finished(operationId);
    const { report: found } = await admin.get<Import>(`/v1/roster-imports/${id}`);
    if (found) refuseBadRows(found);
  });
  await send(true);
  await send(false);
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

/** A dry run answers what is wrong with the file; nothing is written before nothing is. */
function refuseBadRows({ errorCount, errors }: ImportReport): void {
  if (errorCount === 0) return;
  const lines = errors
    .slice(0, SHOWN_ERRORS)
    .map(({ row, header, message }) => `  row ${row}, ${header}: ${message}`);
  throw new Error([`The roster has ${errorCount} errors`, ...lines].join('\n'));
}
