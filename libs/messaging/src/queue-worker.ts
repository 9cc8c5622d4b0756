import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { databaseFault } from '#libs/database';
import type { JobObserver } from './job-observer.js';
import type { RedisConnections } from './redis-connections.js';
import { retryDelay } from './retry.policy.js';

/** The work of a worker that died is another's after this long, and a little. */
const LOCK_MS = 8000;
/** A job whose workers die again and again is tried again and again: nothing is given up. */
const NEVER_GIVEN_UP = 1_000_000;
const DATABASE_AGAIN_MS = 1000;
/** How long the job in hand has to end, once a stop has begun. */
const LAST_JOB_MS = 20_000;

export const CANARY = 'canary';

/** Does a job. With `narrow` it says what of its data is left to be done when it is tried again. */
export type Work = (data: unknown, narrow: (left: unknown) => Promise<void>) => Promise<void>;

export interface QueueWorkerOptions {
  readonly queue: string;
  readonly work: Work;
  readonly concurrency: number;
  /** How long one job may take before the worker that does it is taken for stuck. */
  readonly patienceMs: number;
  readonly observer: JobObserver;
  readonly heardCanary: () => Promise<void>;
}

/**
 * The worker of one queue in this process. It can be replaced by a new one, since one that is stuck cannot be told to
 * go on; it knows when it last gave a sign of life.
 */
export class QueueWorker {
  private readonly logger = new Logger('Workers');
  private readonly inHand = new Map<
    Job,
    { readonly since: number; readonly done: Promise<void> }
  >();
  private readonly stopping = new AbortController();
  private current: { readonly worker: Worker; readonly redis: Redis } | undefined;
  private lastSign = performance.now();

  constructor(
    private readonly connections: RedisConnections,
    private readonly options: QueueWorkerOptions,
  ) {}

  get queue(): string {
    return this.options.queue;
  }

  start(): void {
    const redis = this.connections.worker();
    const worker = new Worker(this.queue, (job: Job) => this.take(job), {
      connection: redis,
      prefix: this.connections.prefix,
      concurrency: this.options.concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: LOCK_MS / 2,
      maxStalledCount: NEVER_GIVEN_UP,
      settings: { backoffStrategy: retryDelay },
    });
    worker.on('failed', (job, error) => {
      this.options.observer.failed(this.queue, job, error);
    });
    // The connection tells its errors itself.
    worker.on('error', () => undefined);
    this.current = { worker, redis };
    this.lastSign = performance.now();
  }

  /** How long it has neither taken nor ended a job, nor had one in hand that may take so long. */
  silentFor(now = performance.now()): number {
    const begun = [...this.inHand.values()].map(({ since }) => since);
    if (begun.some((since) => now - since < this.options.patienceMs)) return 0;
    return now - this.lastSign;
  }

  /** A new worker in place of one that is stuck. What that one has in hand is another's when its lock has run out. */
  restart(): void {
    const { current } = this;
    if (!current || this.stopping.signal.aborted) return;
    this.inHand.clear();
    this.start();
    void current.worker.close(true).catch(() => undefined);
    void this.connections.leave(current.redis);
  }

  /** Takes nothing new and ends what is in hand, within a bound. */
  async close(): Promise<void> {
    this.stopping.abort();
    const { current } = this;
    if (!current) return;
    const { worker, redis } = current;
    const ended =
      redis.status === 'ready'
        ? worker.close()
        : // Without Redis, BullMQ would wait for it.
          Promise.all([...this.inHand.values()].map(({ done }) => done)).then(() =>
            worker.close(true),
          );
    const inTime = await Promise.race([
      ended.then(() => true),
      pause(LAST_JOB_MS, false, { ref: false }),
    ]);
    if (!inTime) this.logger.warn({ queue: this.queue }, 'a job has not ended in time');
    await this.connections.leave(redis);
  }

  private async take(job: Job): Promise<void> {
    this.lastSign = performance.now();
    if (job.name === CANARY) return this.options.heardCanary();
    const doing = this.options.observer.observe(this.queue, job.data, () => this.doPatiently(job));
    const done = doing.catch(() => undefined);
    this.inHand.set(job, { since: performance.now(), done });
    try {
      await doing;
    } finally {
      this.inHand.delete(job);
      this.lastSign = performance.now();
    }
  }

  /** While the database is away the job stays in hand: it is not to blame, and goes on a second after it is back. */
  private async doPatiently(job: Job): Promise<void> {
    const { signal } = this.stopping;
    for (;;) {
      try {
        await this.options.work(job.data, (left) => job.updateData(left));
        return;
      } catch (error) {
        if (signal.aborted || databaseFault(error) !== 'away') throw error;
        await pause(DATABASE_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
