import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { EventSet, SubscriberName } from '#libs/contracts';
import { EventQueue, ReadyJson } from './event-queue.js';
import { RedisConnections } from './redis-connections.js';

/** Tried again for ever: BullMQ counts down from a number. */
const ATTEMPTS = Number.MAX_SAFE_INTEGER;

/** The sending ends of the queues, opened when first used. */
@Injectable()
export class Queues {
  private readonly open = new Map<string, Queue>();

  constructor(private readonly connections: RedisConnections) {}

  async send(subscriber: SubscriberName, events: readonly EventSet[]): Promise<void> {
    await this.sendJobs(subscriber, [JSON.stringify({ events })]);
  }

  /** Several jobs at once, as JSON, which stay in order. */
  async sendJobs(subscriber: SubscriberName, jobs: readonly string[]): Promise<void> {
    const queue = await this.queue(subscriber);
    await queue.addBulk(jobs.map((text) => ({ name: 'events', data: new ReadyJson(text) })));
  }

  /**
   * A queue by name, for work that is not an event (the chunks of a run).
   *
   * @throws RedisAway
   */
  async queue(name: string): Promise<Queue> {
    await this.connections.ready();
    const known = this.open.get(name);
    if (known) return known;
    const queue = new EventQueue(name, {
      connection: this.connections.producer(),
      prefix: this.connections.prefix,
      defaultJobOptions: {
        attempts: ATTEMPTS,
        // How long to wait is the worker's to say, see Workers.
        backoff: { type: 'custom' },
        removeOnComplete: true,
      },
    });
    // BullMQ emits connection errors here too; the connection logs them once.
    queue.on('error', () => undefined);
    this.open.set(name, queue);
    return queue;
  }

  /** Calls `listener` whenever Redis can be sent to again. */
  onReady(listener: () => void): void {
    this.connections.producer().on('ready', listener);
  }

  async close(): Promise<void> {
    await Promise.all([...this.open.values()].map((queue) => queue.close()));
  }
}
