import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const WINDOW_MS = 3000;
const TICKS_PER_SECOND = 100;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What the processes hold of memory together, shared pages counted in each. */
export function residentMegabytes(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) => {
    const [, resident] =
      /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(resident);
  });
  return sum(kilobytes) / 1024;
}

function ticks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

/** How much of one core the processes use together, seen over a few seconds. */
export async function busyShare(pids: readonly number[]): Promise<number> {
  const before = sum(pids.map(ticks));
  await pause(WINDOW_MS);
  return (sum(pids.map(ticks)) - before) / TICKS_PER_SECOND / (WINDOW_MS / 1000);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
