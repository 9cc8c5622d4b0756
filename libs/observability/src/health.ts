import { Injectable, Logger } from '@nestjs/common';
import { late, type Unready, unreadyWords } from './readiness-words.js';

/** Something a service cannot work without: throws, or says in the error why it is not ready. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<void>;
}

export interface Readiness {
  readonly status: 'ready' | 'unready';
  /** `ok`, or what is wrong, for people. */
  readonly checks: Readonly<Record<string, string>>;
  /** The same for programs: what is wrong, by a code of a closed list. Not there when nothing is. */
  readonly problems?: readonly (Unready & { readonly check: string })[];
}

/** So that the whole answer is there within three seconds, whatever hangs. */
const CHECK_TIMEOUT_MS = 2500;

const stopping: Unready = { code: 'stopping', message: 'is stopping' };

/** Collects the readiness checks of one service; rooms add theirs when they boot. */
@Injectable()
export class Health {
  private readonly logger = new Logger('Health');
  private readonly checks: ReadinessCheck[] = [];
  private readonly awaited = new Set<string>();
  private readonly waiting: (() => void)[] = [];
  private readonly failing = new Set<string>();
  private looking: Promise<Readiness> | undefined;
  private stopping = false;

  /** Until the function it returns is called the service answers nothing but its health. */
  await(name: string): () => void {
    this.awaited.add(name);
    return () => {
      this.awaited.delete(name);
      if (this.isOpen) for (const resolve of this.waiting.splice(0)) resolve();
    };
  }

  /** False as long as something that was awaited has never been there. */
  get isOpen(): boolean {
    return this.awaited.size === 0;
  }

  /** Resolves when it is open. */
  async whenOpen(): Promise<void> {
    if (this.isOpen) return;
    await new Promise<void>((resolve) => {
      this.waiting.push(resolve);
    });
  }

  add(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /** From now on the service says that it is not ready, so that it is sent nothing new while it drains. */
  stop(): void {
    this.stopping = true;
  }

  /** Who asks while others are answered gets the same answer: asking often costs nothing. */
  readiness(): Promise<Readiness> {
    this.looking ??= this.look().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async look(): Promise<Readiness> {
    const results = await Promise.all(
      this.checks.map(async (check) => ({ check: check.name, wrong: await this.try(check) })),
    );
    const problems = results.flatMap(({ check, wrong }) => (wrong ? [{ check, ...wrong }] : []));
    if (this.stopping) problems.push({ check: 'process', ...stopping });
    const checks = results.map(({ check, wrong }) => [check, wrong?.message ?? 'ok'] as const);
    return {
      status: problems.length === 0 ? 'ready' : 'unready',
      checks: { ...Object.fromEntries(checks), ...(this.stopping && { stopping: 'yes' }) },
      ...(problems.length > 0 && { problems }),
    };
  }

  private async try(check: ReadinessCheck): Promise<Unready | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<Unready>((resolve) => {
      timer = setTimeout(() => {
        resolve(late);
      }, CHECK_TIMEOUT_MS);
    });
    let reason: unknown;
    const done = check.check().then(
      () => undefined,
      (error: unknown) => {
        reason = error;
        return unreadyWords(error);
      },
    );
    try {
      const wrong = await Promise.race([done, tooLate]);
      this.tell(check.name, wrong, reason);
      return wrong;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The cause is for the log alone, and once: probes come every few seconds. */
  private tell(check: string, wrong: Unready | undefined, reason: unknown): void {
    if (wrong && !this.failing.has(check)) {
      this.failing.add(check);
      this.logger.warn({ check, code: wrong.code, err: reason }, 'not ready');
    } else if (!wrong && this.failing.delete(check)) this.logger.log({ check }, 'ready again');
  }
}
