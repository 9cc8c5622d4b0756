import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Canary } from './canary.js';
import { Queues } from './queues.js';
import { RedisConnections } from './redis-connections.js';
import { Relay } from './relay.js';
import { Retention } from './retention.js';
import { Workers } from './workers.js';

/**
 * The order in which messaging ends, after requests have been drained and before the pool is closed: workers finish
 * the job in hand, the relay sends what that told, then queues and Redis are let go.
 */
@Injectable()
export class MessagingStop implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly canary: Canary,
    private readonly workers: Workers,
    private readonly relay: Relay,
    private readonly retention: Retention,
    private readonly queues: Queues,
    private readonly connections: RedisConnections,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.canary.stop();
    await this.workers.close();
    await Promise.all([this.relay.stop(), this.retention.stop()]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queues.close();
    await this.connections.close();
  }
}
