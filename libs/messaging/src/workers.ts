import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DatabaseConnection } from '#libs/database';
import { Canary } from './canary.js';
import { Inbox } from './inbox.js';
import { JobObserver } from './job-observer.js';
import { QueueWorker, type Work } from './queue-worker.js';
import { RedisConnections } from './redis-connections.js';
import { type Subscriber, SUBSCRIBERS } from './subscriber.js';

const REDIS_AGAIN_MS = 500;
/** A statement may take a minute, and be tried again. */
const EVENTS_PATIENCE_MS = 180_000;
/** The longest a statement of ours may take, and a little. */
const LONGEST_PATIENCE_MS = 20 * 60_000;

/**
 * One BullMQ worker a subscriber. They begin when both the database and Redis are there.
 */
@Injectable()
export class Workers implements OnApplicationBootstrap {
  private readonly workers: QueueWorker[] = [];
  private begun = false;
  private stopped = false;

  constructor(
    private readonly connections: RedisConnections,
    private readonly connection: DatabaseConnection,
    private readonly inbox: Inbox,
    private readonly canary: Canary,
    private readonly observer: JobObserver,
    @Inject(SUBSCRIBERS) private readonly subscribers: readonly Subscriber[],
  ) {}

  onApplicationBootstrap(): void {
    for (const subscriber of this.subscribers)
      this.start(subscriber.name, this.deliveryTo(subscriber), 1, EVENTS_PATIENCE_MS);
    this.connection.whenOpen(() => {
      void this.begin();
    });
  }

  /** The queues that this service works off. */
  get queues(): string[] {
    return this.workers.map(({ queue }) => queue);
  }

  /**
   * Starts a worker for a queue of this service. `patienceMs` is how long one job may take before the worker that does
   * it is taken for stuck and replaced.
   */
  start(queue: string, work: Work, concurrency = 1, patienceMs = LONGEST_PATIENCE_MS): void {
    const worker = new QueueWorker(this.connections, {
      queue,
      work,
      concurrency,
      patienceMs,
      observer: this.observer,
      heardCanary: () => this.canary.heard(queue),
    });
    this.workers.push(worker);
    if (this.begun) worker.start();
    this.canary.watch(worker);
  }

  async close(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.workers.map((worker) => worker.close()));
  }

  private async begin(): Promise<void> {
    // A BullMQ worker that begins without Redis may never begin at all.
    while (!this.stopped && !(await this.redisIsThere())) await pause(REDIS_AGAIN_MS);
    if (this.stopped) return;
    this.begun = true;
    for (const worker of this.workers) worker.start();
  }

  private async redisIsThere(): Promise<boolean> {
    return this.connections.ping().then(
      () => true,
      () => false,
    );
  }

  private deliveryTo(subscriber: Subscriber): Work {
    return async (data, narrow) => {
      const { events } = data as { events: unknown[] };
      const failed = await this.inbox.deliverApart(subscriber, events);
      const [first] = failed;
      if (!first) return;
      // The others are done; only these come again.
      const left = failed.map(({ event }) => event);
      if (left.length !== events.length || left.some((event, place) => event !== events[place]))
        await narrow({ events: left });
      throw first.error;
    };
  }
}
