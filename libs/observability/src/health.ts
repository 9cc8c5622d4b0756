import { type DynamicModule, Module } from '@nestjs/common';

/** Something a service cannot work without: throws, or says in the error why it is not ready. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<void>;
}

export interface Readiness {
  readonly status: 'ready' | 'unready';
  /** `ok`, or what is wrong. */
  readonly checks: Readonly<Record<string, string>>;
}

const CHECK_TIMEOUT_MS = 3000;

/** Collects the readiness checks of one service; rooms add theirs when they boot. */
export class Health {
  private readonly checks: ReadinessCheck[] = [];
  private readonly awaited = new Set<string>();
  private readonly waiting: (() => void)[] = [];
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

  async readiness(): Promise<Readiness> {
    const results = await Promise.all(
      this.checks.map(async (check) => [check.name, await outcome(check)] as const),
    );
    const ready = !this.stopping && results.every(([, result]) => result === 'ok');
    const checks = Object.fromEntries(results);
    return {
      status: ready ? 'ready' : 'unready',
      checks: this.stopping ? { ...checks, stopping: 'yes' } : checks,
    };
  }
}

async function outcome(check: ReadinessCheck): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve('no answer in time');
    }, CHECK_TIMEOUT_MS);
  });
  const done = check.check().then(
    () => 'ok',
    (error: unknown) => (error instanceof Error && error.message ? error.message : 'failed'),
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

@Module({})
export class HealthModule {
  static with(): DynamicModule {
    return { module: HealthModule, global: true, providers: [Health], exports: [Health] };
  }
}
