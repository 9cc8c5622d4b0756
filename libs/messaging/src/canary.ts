import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Clock } from '#libs/calendar';
import { Health } from '#libs/observability';
import { CANARY, type QueueWorker } from './queue-worker.js';
import { Queues } from './queues.js';
import { RedisConnections } from './redis-connections.js';

export interface CanaryTimes {
  readonly everyMs: number;
  /** How long the mark of a canary that was taken tells that the queue is consumed. */
  readonly markMs: number;
  /** A queue that nobody has consumed for so long is not consumed. */
  readonly silentMs: number;
  /** With Redis there, a queue's own worker is replaced when nobody consumes it for so long … */
  readonly stuckMs: number;
  /** … or, where others do, when it alone gets nothing; canaries go to the copy that has waited longest. */
  readonly passedOverMs: number;
}

export const CANARY_TIMES = Symbol('CANARY_TIMES');
export const canaryTimes: CanaryTimes = {
  everyMs: 5000,
  markMs: 10_000,
  silentMs: 15_000,
  stuckMs: 20_000,
  passedOverMs: 180_000,
};

/** Canaries of a queue that nobody consumes do not pile up. */
const AT_MOST = 4;

interface Watched {
  readonly worker: QueueWorker;
  /** When some copy of the service was last known to have consumed the queue. */
  heardAt: number;
  since: Date;
  replacedAt: number;
}

/**
 * Proves that queues are consumed: a ping stays green while a worker hangs. Every few seconds one copy of the service
 * sends a job that does nothing through each of its queues; whichever copy takes it leaves a mark in Redis for all. A
 * queue without a mark for a while makes `/health/ready` red, and a worker that is stuck is replaced by a new one.
 */
@Injectable()
export class Canary implements OnApplicationBootstrap {
  private readonly logger = new Logger('Canary');
  private readonly watched: Watched[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  /** Since when Redis answers without a break: nobody can be blamed for silence before. */
  private redisSince = Number.POSITIVE_INFINITY;

  constructor(
    private readonly connections: RedisConnections,
    private readonly queues: Queues,
    private readonly health: Health,
    private readonly clock: Clock,
    @Inject(CANARY_TIMES) private readonly times: CanaryTimes,
  ) {
    health.add({ name: 'redis', check: () => connections.ping() });
  }

  onApplicationBootstrap(): void {
    const tick = (): void => {
      this.running = this.running
        .then(() => this.tick())
        .catch((error: unknown) => {
          this.redisSince = Number.POSITIVE_INFINITY;
          this.logger.debug({ err: error }, 'no canary was sent');
        });
    };
    this.queues.onReady(tick);
    this.timer = setInterval(tick, this.times.everyMs);
    this.timer.unref();
    tick();
  }

  watch(worker: QueueWorker): void {
    const now = performance.now();
    const watched: Watched = { worker, heardAt: now, since: this.clock.now(), replacedAt: now };
    this.watched.push(watched);
    this.health.add({ name: `queue ${worker.queue}`, check: () => this.check(watched) });
  }

  /** A worker of this copy has taken a canary: the queue is consumed, and all copies may know. */
  async heard(queue: string): Promise<void> {
    const watched = this.watched.find(({ worker }) => worker.queue === queue);
    if (watched) this.note(watched);
    const redis = await this.connections.ready();
    await redis.set(this.key(queue, 'heard'), '1', 'PX', this.times.markMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async tick(): Promise<void> {
    const redis = await this.connections.ready();
    for (const watched of this.watched) {
      await this.send(redis, watched.worker.queue);
      if (
        watched.worker.silentFor() < this.times.everyMs ||
        (await this.heardElsewhere(redis, watched))
      )
        this.note(watched);
    }
    const now = performance.now();
    this.redisSince = Math.min(this.redisSince, now);
    for (const watched of this.watched) this.replaceWhenStuck(watched, now);
  }

  private async heardElsewhere(redis: Redis, { worker }: Watched): Promise<boolean> {
    return (await redis.exists(this.key(worker.queue, 'heard'))) === 1;
  }

  /** One canary for all copies: whoever comes first sends it. In front, so that it waits behind no backlog. */
  private async send(redis: Redis, name: string): Promise<void> {
    const turn = await redis.set(
      this.key(name, 'sent'),
      '1',
      'PX',
      Math.floor(this.times.everyMs * 0.9),
      'NX',
    );
    if (turn === null) return;
    const queue = await this.queues.queue(name);
    const slot = Math.floor(Date.now() / this.times.everyMs) % AT_MOST;
    await queue.add(
      CANARY,
      {},
      {
        jobId: `${CANARY}-${slot}`,
        lifo: true,
        attempts: 1,
        removeOnComplete: true,
        removeOnFail: true,
      },
    );
  }

  private note(watched: Watched): void {
    watched.heardAt = performance.now();
    watched.since = this.clock.now();
  }

  private replaceWhenStuck(watched: Watched, now: number): void {
    const { worker } = watched;
    const silent = Math.min(worker.silentFor(now), now - this.redisSince, now - watched.replacedAt);
    const limit =
      now - watched.heardAt > this.times.silentMs ? this.times.stuckMs : this.times.passedOverMs;
    if (silent < limit) return;
    this.logger.warn({ queue: worker.queue, silentMs: Math.round(silent) }, 'a worker is replaced');
    watched.replacedAt = now;
    worker.restart();
  }

  private check(watched: Watched): Promise<void> {
    const silent = Math.min(performance.now() - watched.heardAt, watched.worker.silentFor());
    if (silent > this.times.silentMs)
      return Promise.reject(new Error(`not consumed since ${watched.since.toISOString()}`));
    return Promise.resolve();
  }

  private key(queue: string, what: 'heard' | 'sent'): string {
    return `${this.connections.prefix}:canary:${queue}:${what}`;
  }
}
