import { Inject, Injectable } from '@nestjs/common';
import type { ServiceName } from '#libs/contracts';
import { RedisConnections } from './redis-connections.js';
import { SERVICE_NAME } from './service-name.js';

/** In one step, so that what Redis loses between the question and the answer is seen. */
const ADVANCE = `
if tonumber(redis.call('get', KEYS[1]) or '0') < tonumber(ARGV[1]) then return 0 end
redis.call('set', KEYS[1], ARGV[2])
return 1`;

/**
 * The number of the last batch a service sent, kept in Redis behind the jobs of that batch. It is moved on only from
 * where the database knows it to be; so while it is there, all that was sent before it is there or was worked off. An
 * emptied Redis answers 0, one that lost the tail of its log an older number.
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

  /** @returns false, and leaves it, when Redis does not know of `last` any more: it has lost what it was sent. */
  async advance(last: string, batch: string): Promise<boolean> {
    const redis = await this.connections.ready();
    return (await redis.eval(ADVANCE, 1, this.key, last, batch)) === 1;
  }
}
