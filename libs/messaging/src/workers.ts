import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type Job, Worker } from 'bullmq';
import { type ServiceName, subscribersOf } from '#libs/contracts';
import { Inbox } from './inbox.js';
import { JobObserver } from './job-observer.js';
import { RedisConnections } from './redis-connections.js';
import { retryDelay } from './retry.policy.js';
import { SERVICE_NAME } from './service-name.js';
import { type Subscriber, SUBSCRIBERS } from './subscriber.js';

/** The work of a worker that died is another's after this long, and a little. */
const LOCK_MS = 8000;
/** A job whose workers die again and again is tried again and again: nothing is given up. */
const NEVER_GIVEN_UP = 1_000_000;

export class SubscriberMismatch extends Error {}

function refuseMismatch(service: ServiceName, subscribers: readonly Subscriber[]): void {
  const promised = new Set<string>(subscribersOf(service));
  for (const { name } of subscribers) {
    if (!promised.delete(name))
      throw new SubscriberMismatch(`${name} is registered twice, or is not in #libs/contracts`);
  }
  if (promised.size > 0)
    throw new SubscriberMismatch(`${service} has no subscriber for ${[...promised].join(', ')}`);
}

/** One BullMQ worker a subscriber. Refuses to boot when a queue has no subscriber, or two. */
@Injectable()
export class Workers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly workers: Worker[] = [];

  constructor(
    private readonly connections: RedisConnections,
    private readonly inbox: Inbox,
    private readonly observer: JobObserver,
    @Inject(SERVICE_NAME) service: ServiceName,
    @Inject(SUBSCRIBERS) private readonly subscribers: readonly Subscriber[],
  ) {
    refuseMismatch(service, subscribers);
  }

  onApplicationBootstrap(): void {
    for (const subscriber of this.subscribers) {
      this.start(subscriber.name, async (data, attempts) => {
        const { events } = data as { events: unknown[] };
        const fresh = await (attempts < 2
          ? this.inbox.deliver(subscriber, events)
          : this.inbox.deliverEach(subscriber, events));
        this.observer.delivered(subscriber.name, events.length, fresh);
      });
    }
  }

  /** The queues that this service works off. */
  get queues(): string[] {
    return this.workers.map(({ name }) => name);
  }

  /** Starts a worker for a queue of this service. `attempts` is how often the job has failed before. */
  start(
    queue: string,
    work: (data: unknown, attempts: number) => Promise<void>,
    concurrency = 1,
  ): void {
    const process = (job: Job): Promise<void> =>
      this.observer.observe(queue, job.data, () => work(job.data, job.attemptsMade));
    const worker = new Worker(queue, process, {
      connection: this.connections.worker(),
      prefix: this.connections.prefix,
      concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: LOCK_MS / 2,
      maxStalledCount: NEVER_GIVEN_UP,
      settings: { backoffStrategy: retryDelay },
    });
    worker.on('failed', (job, error) => {
      this.observer.failed(queue, job, error);
    });
    worker.on('error', () => undefined);
    this.workers.push(worker);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
  }
}
