import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './error-code.js';
import { runProgram } from './run-program.js';

export interface RunningProcess {
  readonly pid: number;
  /** Tells a process from a later one that was given the same number. */
  readonly startedAt: string;
  readonly commandLine: string;
}

/** Undefined when it is gone. A zombie is gone: in a container whose first process reaps nobody it would stay for ever. */
export async function findProcess(pid: number): Promise<RunningProcess | undefined> {
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  return process.platform === 'linux' ? findInProc(pid) : findWithPs(pid);
}

async function findInProc(pid: number): Promise<RunningProcess | undefined> {
  try {
    const [stat, commandLine] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    // The second field is the name in parentheses, which may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startedAt] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X' || startedAt === undefined) return undefined;
    return { pid, startedAt, commandLine: commandLine.replaceAll('\0', ' ') };
  } catch {
    return undefined;
  }
}

async function findWithPs(pid: number): Promise<RunningProcess | undefined> {
  const columns = ['-o', 'stat=', '-o', 'lstart=', '-o', 'command='];
  const { ok, stdout } = await runProgram('ps', ['-ww', ...columns, '-p', String(pid)]);
  // "Ss   Sat Nov 22 10:00:00 2025     /path/to/postgres -D …"
  const match = /^(\S+)\s+(\S+\s+\S+\s+\d+\s+\S+\s+\d+)\s+(.*)/.exec(stdout.trim());
  const [, state = 'Z', startedAt = '', commandLine = ''] = match ?? [];
  return ok && !state.startsWith('Z') ? { pid, startedAt, commandLine } : undefined;
}

/** What kill(2) says, zombies included. */
export function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Stops a process that is not our child; only the very one that was found is signalled. */
export async function stopProcess(
  found: RunningProcess,
  signal: NodeJS.Signals,
  limit: number,
): Promise<void> {
  const { pid, startedAt } = found;
  const isGone = async (): Promise<boolean> => (await findProcess(pid))?.startedAt !== startedAt;
  for (const [next, patience] of [
    [signal, limit],
    ['SIGKILL', 5_000],
  ] as const) {
    if (await isGone()) return;
    try {
      process.kill(pid, next);
    } catch (error) {
      if (errorCode(error) !== 'ESRCH') throw error;
    }
    for (const deadline = Date.now() + patience; Date.now() < deadline; await sleep(25)) {
      if (await isGone()) return;
    }
  }
}
