import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { paths, root } from './paths.js';

const STOP_LIMIT_MS = 20_000;

/**
 * Megabytes of the young generation, as in the Dockerfile. Who answers lists collects garbage half of the time in less
 * than Node's own 16; the gateway copies bytes, and assessment works in the database, so both may stay lean.
 *
 * No source maps: they cost 10 MB and a second of processor each to start, and what is built reads like its source.
 */
const youngGeneration = (script: string): number =>
  script.includes('/assessment/') ? 1 : script.includes('/gateway/') ? 4 : 16;

const lean = (script: string): string[] => [
  `--max-semi-space-size=${youngGeneration(script)}`,
  // What an import keeps for a while, V8 would from then on put among what is kept for good: every page that is read
  // after one would leave its rows there, and cost a third more.
  '--no-allocation-site-pretenuring',
  // An import turns over a gigabyte in rows: without this the heap grows to four times what is in use before it is
  // looked through.
  ...(script.includes('/members/') ? ['--heap-growing-percent=100'] : []),
];

/** One service as a process of its own, as it is deployed. */
export class Child {
  private constructor(
    readonly name: string,
    private readonly process: ChildProcess,
    /** Resolves with the exit code, or the signal, once the process is gone. */
    readonly gone: Promise<string>,
  ) {}

  static start(name: string, script: string, environment: Readonly<Record<string, string>>): Child {
    const log = paths.log(name);
    mkdirSync(dirname(log), { recursive: true });
    const output = openSync(log, 'w');
    // The channel is how the child learns that we are gone, whatever ended us: then it stops too.
    const child = spawn(process.execPath, [...lean(script), script], {
      cwd: root,
      // Two arenas of the C library's memory, not eight a core: what one thread frees another may use.
      env: { MALLOC_ARENA_MAX: '2', ...inherited(), ...environment },
      stdio: ['ignore', output, output, 'ipc'],
      detached: true,
    });
    closeSync(output);
    const gone = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => {
        resolve(signal ?? String(code));
      });
      child.once('error', (error) => {
        resolve(error.message);
      });
    });
    return new Child(name, child, gone);
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  get isRunning(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  async stop(): Promise<void> {
    if (!this.isRunning) return;
    this.process.kill('SIGTERM');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), STOP_LIMIT_MS);
    await this.gone;
    clearTimeout(timer);
  }

  /** The last lines the process wrote, for a person who asks why it ended. */
  async lastWords(): Promise<string> {
    const text = await readFile(paths.log(this.name), 'utf8').catch(() => '');
    return text.trim().split('\n').slice(-8).join('\n');
  }
}

const passedOn = [
  ...['PATH', 'HOME', 'TZ', 'LANG', 'NODE_ENV', 'NODE_EXTRA_CA_CERTS'],
  ...['LOG_LEVEL', 'OTEL_EXPORTER_OTLP_ENDPOINT'],
];

/** What a child needs of our environment; the rest of it is nobody's business. */
function inherited(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of passedOn) if (process.env[name] !== undefined) kept[name] = process.env[name];
  return kept;
}
