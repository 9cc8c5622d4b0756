import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import type { EventEnvelope, SubscriberName } from '#libs/contracts';
import { RedisConnections } from './redis-connections.js';

const KEEP_FAILED = 1000;

/** The sending ends of the queues, opened when first used. */
@Injectable()
export class Queues implements OnApplicationShutdown {
  private readonly open = new Map<string, Queue>();

  constructor(private readonly connections: RedisConnections) {}

  async send(subscriber: SubscriberName, events: readonly EventEnvelope[]): Promise<void> {
    await this.queue(subscriber).add('events', { events });
  }

  /** A queue by name, for work that is not an event (the chunks of a run). */
  queue(name: string): Queue {
    const known = this.open.get(name);
    if (known) return known;
    const queue = new Queue(name, {
      connection: this.connections.producer(),
      prefix: this.connections.prefix,
      defaultJobOptions: {
        attempts: 12,
        backoff: { type: 'exponential', delay: 250 },
        removeOnComplete: true,
        removeOnFail: KEEP_FAILED,
      },
    });
    // BullMQ emits connection errors here too; the connection logs them once.
    queue.on('error', () => undefined);
    this.open.set(name, queue);
    return queue;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.open.values()].map((queue) => queue.close()));
  }
}
