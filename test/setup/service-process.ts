import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ServiceName } from '#libs/contracts';
import { freePort } from '#libs/local-servers';
import { eventually } from '#libs/testing';

const KEPT_CHARACTERS = 20_000;
const START_LIMIT_MS = 180_000;

/** One service as a process of its own, from the build, as it is deployed: what can be killed and stopped for real. */
export class ServiceProcess {
  /** Resolves with the exit code, or the signal, once the process is gone. */
  readonly gone: Promise<string>;
  private output = '';

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {
    const keep = (chunk: Buffer): void => {
      this.output = (this.output + chunk.toString()).slice(-KEPT_CHARACTERS);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    this.gone = new Promise((done) => {
      child.once('exit', (code, signal) => {
        done(signal ?? String(code));
      });
    });
  }

  static async start(
    service: ServiceName | 'gateway',
    environment: Readonly<Record<string, string>>,
  ): Promise<ServiceProcess> {
    const script = resolve(`dist/apps/${service}/src/main.js`);
    if (!existsSync(script)) throw new Error('The fault tests run the build: npm run build first');
    const port = environment['PORT'] ?? String(await freePort());
    const child = spawn(process.execPath, [script], {
      // The channel ends the child with us, whatever ends us.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { PATH: process.env['PATH'], NODE_ENV: 'test', ...environment, PORT: port },
    });
    const started = new ServiceProcess(`http://127.0.0.1:${port}`, child);
    await started.answers('/health/live');
    return started;
  }

  /** Waits until the address answers 200; fails at once when the process is gone. */
  async answers(path: string): Promise<void> {
    const answered = await eventually(async () => {
      if (!this.isRunning) return false;
      const answer = await fetch(`${this.url}${path}`);
      if (answer.status !== 200)
        throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return true;
    }, START_LIMIT_MS).catch((error: unknown) => {
      throw new Error(`no answer at ${path} (${String(error)}):\n${this.words}`, { cause: error });
    });
    if (!answered) throw new Error(`gone before it answered ${path}:\n${this.words}`);
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What it has written lately, for a person who asks why. */
  get words(): string {
    return this.output;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** In order, as a deployment stops it. */
  async stop(): Promise<void> {
    if (!this.isRunning) return;
    this.child.kill('SIGCONT');
    this.child.kill('SIGTERM');
    await this.gone;
  }
}
