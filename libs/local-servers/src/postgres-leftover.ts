import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  answersSignals,
  findProcess,
  stopProcess,
  type RunningProcess,
} from './running-process.js';

/** No system gives out this number. */
const NOBODYS_PID = 2 ** 31 - 1;

/** Ends a postmaster that a killed process of ours left running on these data. */
export async function stopLeftoverPostgres(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const lock = await readFile(file, 'utf8').catch(() => undefined);
  if (lock === undefined) return;
  const pid = Number(lock.split('\n')[0]);
  const found = await findProcess(pid);
  if (found !== undefined && isPostgresOn(found, cluster))
    await stopProcess(found, 'SIGINT', 30_000);

  // PostgreSQL would take any living process of that number for a postmaster and refuse to start. The file stays:
  // its other lines let PostgreSQL see whether children of the dead one still use the shared memory.
  const left = await readFile(file, 'utf8').catch(() => undefined);
  if (left === lock && answersSignals(pid))
    await writeFile(file, lock.replace(/^-?\d+/, String(NOBODYS_PID)));
}

function isPostgresOn({ commandLine }: RunningProcess, cluster: string): boolean {
  const [program, arguments_] = splitAt(commandLine, ' -D ');
  return basename(program) === 'postgres' && `${arguments_} `.startsWith(`${cluster} `);
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
