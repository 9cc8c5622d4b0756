import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { Stage } from './stage.js';

/** What a part is told, and what it says. */
export interface Told {
  readonly mode: Mode;
  readonly events: number;
}
export type Said =
  | { readonly say: 'ready' }
  | { readonly say: 'done'; readonly at: number; readonly cpuSeconds: number };

/** `product`: outbox, relay, queue, inbox. `bare`: the same jobs and the same effect, and nothing else. */
export type Mode = 'product' | 'bare';
export type PartName = 'teller' | 'hearer';

/** The one that tells or the one that hears, as a process of its own, of the build, as services are deployed. */
export class Part {
  private readonly said = new Map<Said['say'], (said: Said) => void>();

  private constructor(private readonly child: ReturnType<typeof fork>) {
    child.on('message', (said: Said) => this.said.get(said.say)?.(said));
    child.once('exit', (code) => {
      if (code !== 0 && code !== null) throw new Error(`a part of the bench ended with ${code}`);
    });
  }

  static async start(name: PartName, stage: Stage): Promise<Part> {
    const service = name === 'teller' ? 'activities' : 'assessment';
    const script = resolve(import.meta.dirname, `${name}.ts`);
    const child = fork(script, {
      // Without the condition `source`: the libraries are those of the build.
      execArgv: ['--import', 'tsx'],
      env: { PATH: process.env['PATH'], ...stage.environment(service) },
    });
    const part = new Part(child);
    await part.hears('ready');
    return part;
  }

  /** Gives it work; resolves with when it was done, and how much of a processor it took. */
  async does(told: Told): Promise<Extract<Said, { say: 'done' }>> {
    const done = this.hears('done');
    this.child.send(told);
    return (await done) as Extract<Said, { say: 'done' }>;
  }

  async stop(): Promise<void> {
    const gone = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    await gone;
  }

  private hears(what: Said['say']): Promise<Said> {
    return new Promise((done) => {
      this.said.set(what, done);
    });
  }
}
