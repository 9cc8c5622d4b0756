import { readFileSync } from 'node:fs';
import { type ChildProcess, spawn } from 'node:child_process';

/** What Linux counts processor time in, for programs: a hundredth of a second. */
const MICROSECONDS_A_TICK = 10_000;

/** Its own, and that of the children that have ended. */
function ticks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return fields.slice(11, 15).reduce((total, field) => total + Number(field), 0);
}

const children = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);

/** Processor time of a process and of those it has started, in microseconds. */
export function cpuMicroseconds(pid: number): number {
  const all = [pid, ...children(pid)];
  return all.reduce((total, one) => total + ticks(one), 0) * MICROSECONDS_A_TICK;
}

export function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** The most memory that a process has had resident, where the system tells. */
export function peakMegabytes(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

export interface Load {
  readonly perSecond: number;
  readonly p99Ms: number;
}

/**
 * Asks one address so many times, from a process of its own; fails unless every answer is a 200. A number and not a
 * time, so that a busy machine measures the same work.
 */
export async function load(
  url: string,
  token: string,
  options: { connections: number; requests: number },
): Promise<Load> {
  const { connections, requests } = options;
  const args = ['-j', '-n', '-c', String(connections), '-a', String(requests)];
  // It looks every so many milliseconds whether it is done, and says that it took until then.
  args.push('-L', '20');
  const child = spawn(
    process.execPath,
    ['node_modules/autocannon/autocannon.js', ...args, '-H', `authorization=Bearer ${token}`, url],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await new Promise((done) => child.once('close', done));
  const said = JSON.parse(text) as {
    '2xx': number;
    non2xx: number;
    errors: number;
    duration: number;
    latency: { p99: number };
  };
  if (said.non2xx > 0 || said.errors > 0)
    throw new Error(`${url}: ${said.non2xx} answers were no 200, ${said.errors} were none`);
  return {
    perSecond: Math.round(said['2xx'] / said.duration),
    p99Ms: said.latency.p99,
  };
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}

/** Waits until an address answers 200; fails at once when the process is gone. */
export async function answers(child: ChildProcess, url: string, token: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`gone before it answered ${url}`);
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } }).catch(
      () => undefined,
    );
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await new Promise((later) => setTimeout(later, 50));
  }
}
