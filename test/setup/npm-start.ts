import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '#libs/local-servers';
import { eventually } from '#libs/testing';
import type { Running } from '../../tools/suite/suite.js';

/** What a person's shell has, which is not what Jest needs of Node. */
const shell = (home: string, environment: Record<string, string>): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_OPTIONS: '',
  NODE_ENV: '',
  WUTAI_HOME: home,
  ...environment,
});

/** Another of the commands, beside what runs in that home. */
export function runCommand(
  home: string,
  environment: Record<string, string>,
  command: readonly string[],
): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)('npm', ['run', '--silent', ...command], {
    env: shell(home, environment),
  });
}

/** `npm start` as a person has it, with a home of its own so that it disturbs nobody's data. */
export class NpmStart {
  output = '';
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;
  private gone = false;

  static async begin(
    home: string,
    environment: Record<string, string>,
    command: 'start' | 'dev' = 'start',
  ): Promise<NpmStart> {
    return new NpmStart(home, { PORT: String(await freePort()), ...environment }, command);
  }

  private constructor(
    readonly home: string,
    environment: Record<string, string>,
    command: 'start' | 'dev',
  ) {
    this.child = spawn('npm', ['run', '--silent', command], {
      env: shell(home, environment),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const keep = (chunk: Buffer): void => {
      this.output += chunk.toString();
    };
    this.child.stdout?.on('data', keep);
    this.child.stderr?.on('data', keep);
    this.ended = new Promise((resolve) => this.child.once('exit', resolve));
    void this.ended.then(() => {
      this.gone = true;
    });
  }

  /** Waits for a line; fails at once when the process ends without it. Milliseconds it took. */
  async says(line: RegExp, limitMs: number): Promise<number> {
    const begun = performance.now();
    const heard = await eventually(() => {
      if (line.test(this.output)) return true;
      if (this.gone) return false;
      throw new Error(`${String(line)} not said in time:\n${this.output}`);
    }, limitMs);
    if (!heard) throw new Error(`ended before ${String(line)}:\n${this.output}`);
    return performance.now() - begun;
  }

  /** Ctrl-C at a terminal: the signal goes to the whole foreground group. */
  async interrupt(): Promise<void> {
    process.kill(-(this.child.pid ?? 0), 'SIGINT');
    await this.ended;
  }

  async kill(): Promise<void> {
    if (this.gone) return;
    process.kill(-(this.child.pid ?? 0), 'SIGKILL');
    await this.ended;
  }

  get running(): Running {
    return JSON.parse(readFileSync(join(this.home, 'running.json'), 'utf8')) as Running;
  }
}
