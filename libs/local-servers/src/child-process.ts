import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalServerError } from './local-server.js';
import type { LogFile } from './log-file.js';
import type { UnprivilegedUser } from './unprivileged.js';

export interface ServerCommand {
  /** For messages: `PostgreSQL`, `Redis`. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly user: UnprivilegedUser | undefined;
  readonly log: LogFile;
  readonly stopSignal: 'SIGINT' | 'SIGTERM';
}

export class ServerExitedEarly extends LocalServerError {
  constructor(
    message: string,
    readonly logTail: string,
  ) {
    super(message);
  }
}

const STOP_LIMIT = 30_000;

/** A server as our child, in a session of its own: Ctrl-C at the terminal does not reach it, we stop it in order. */
export class ServerProcess {
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  readonly #command: ServerCommand;
  #hasExited = false;
  #stopping: Promise<void> | undefined;

  private constructor(child: ChildProcess, command: ServerCommand) {
    this.#child = child;
    this.#command = command;
    this.exited = new Promise((resolve) => {
      child.once('exit', () => {
        this.#hasExited = true;
        resolve();
      });
    });
  }

  static async spawn(command: ServerCommand): Promise<ServerProcess> {
    const { name, program, args, cwd, env, user, log } = command;
    const child = spawn(program, [...args], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', log.descriptor, log.descriptor],
      ...identityOf(user),
    });
    const server = new ServerProcess(child, command);
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (cause) => {
        reject(
          new LocalServerError(`${name} could not be run from ${program}: ${cause.message}`, {
            cause,
          }),
        );
      });
    });
    // An idle process may end without waiting for the server; the guard stops it then.
    child.unref();
    guard(child, command);
    return server;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async waitUntilReady(isReady: () => Promise<boolean>, limit: number): Promise<void> {
    const { name, log } = this.#command;
    for (const deadline = Date.now() + limit; !(await isReady()); await sleep(25)) {
      if (this.#hasExited) {
        const tail = await log.tail();
        throw new ServerExitedEarly(
          `${name} stopped while starting. The end of ${log.path}:\n${tail}`,
          tail,
        );
      }
      if (Date.now() > deadline) {
        throw new LocalServerError(
          `${name} did not answer within ${limit / 1000} s. The end of ${log.path}:\n${await log.tail()}`,
        );
      }
    }
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    if (this.#hasExited) return;
    this.#child.ref();
    this.#child.kill(this.#command.stopSignal);
    const impatience = setTimeout(() => this.#child.kill('SIGKILL'), STOP_LIMIT);
    await this.exited;
    clearTimeout(impatience);
  }
}

/**
 * A shell that waits for the end of a pipe only we hold: however we end, by SIGKILL too, it then stops the server.
 * Costs half a megabyte; without it a killed test run would leave its database behind.
 */
function guard(child: ChildProcess, { stopSignal, user }: ServerCommand): void {
  const script = 'read -r _; kill -s "$1" "$2"';
  const args = ['-c', script, 'sh', stopSignal.slice(3), String(child.pid)];
  const shell = spawn('/bin/sh', args, {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...identityOf(user),
  });
  // A server without a guard still serves, and the next start finds what was left over.
  shell.once('error', () => undefined);
  shell.stdin.once('error', () => undefined);
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  // Before the pipe closes: the server's number may belong to another process by then.
  child.once('exit', () => shell.kill('SIGKILL'));
}

function identityOf(user: UnprivilegedUser | undefined): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}
