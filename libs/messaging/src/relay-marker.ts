import { Inject, Injectable } from '@nestjs/common';
import type { ServiceName } from '#libs/contracts';
import { RedisConnections } from './redis-connections.js';
import { SERVICE_NAME } from './service-name.js';

/**
 * The number of the last batch a service sent, kept in Redis behind the jobs of that batch: while the number is there,
 * so is all that was sent before it. An emptied Redis answers 0.
 */
@Injectable()
export class RelayMarker {
  private readonly key: string;

  constructor(
    private readonly connections: RedisConnections,
    @Inject(SERVICE_NAME) service: ServiceName,
  ) {
    this.key = `${connections.prefix}:relay:${service}`;
  }

  async get(): Promise<string> {
    const redis = await this.connections.ready();
    return (await redis.get(this.key)) ?? '0';
  }

  async set(batch: string): Promise<void> {
    const redis = await this.connections.ready();
    await redis.set(this.key, batch);
  }
}
