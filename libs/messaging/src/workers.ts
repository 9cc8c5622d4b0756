import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Worker } from 'bullmq';
import { type ServiceName, subscribersOf } from '#libs/contracts';
import { runWithTrace } from '#libs/observability';
import { Inbox } from './inbox.js';
import { RedisConnections } from './redis-connections.js';
import { type Subscriber, SUBSCRIBERS } from './subscriber.js';

export const SERVICE_NAME = Symbol('SERVICE_NAME');

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
  private readonly logger = new Logger('Workers');
  private readonly workers: Worker[] = [];

  constructor(
    private readonly connections: RedisConnections,
    private readonly inbox: Inbox,
    @Inject(SERVICE_NAME) service: ServiceName,
    @Inject(SUBSCRIBERS) private readonly subscribers: readonly Subscriber[],
  ) {
    refuseMismatch(service, subscribers);
  }

  onApplicationBootstrap(): void {
    for (const subscriber of this.subscribers) {
      this.start(subscriber.name, async (data) => {
        const { events } = data as { events: { traceId?: string | null }[] };
        const traceId = events[0]?.traceId ?? undefined;
        await runWithTrace(traceId, () => this.inbox.deliver(subscriber, events));
      });
    }
  }

  /** Starts a worker for a queue of this service. */
  start(queue: string, work: (data: unknown) => Promise<void>, concurrency = 1): void {
    const worker = new Worker(queue, (job) => work(job.data), {
      connection: this.connections.worker(),
      prefix: this.connections.prefix,
      concurrency,
    });
    worker.on('failed', (job, error) => {
      this.logger.warn(
        { err: error, queue, job: job?.id, attempts: job?.attemptsMade },
        'job failed',
      );
    });
    worker.on('error', () => undefined);
    this.workers.push(worker);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
  }
}
