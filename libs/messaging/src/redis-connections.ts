import { once } from 'node:events';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { InjectConfig, type ServiceConfig } from '#libs/config';

const READY_LIMIT_MS = 1000;

export class RedisAway extends Error {
  constructor(cause?: unknown) {
    super('Redis does not answer', { cause });
  }
}

/** The service's connections to Redis: one for all that send, one for each worker, which blocks on its own. */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  private readonly logger = new Logger('Redis');
  private readonly all: Redis[] = [];
  private shared: Redis | undefined;
  readonly prefix: string;

  constructor(@InjectConfig() private readonly config: ServiceConfig) {
    this.prefix = config.QUEUE_PREFIX;
  }

  /** Fails at once when Redis is away: what is to be sent waits in the outbox, not in memory. */
  producer(): Redis {
    this.shared ??= this.connect({ enableOfflineQueue: false, maxRetriesPerRequest: 1 });
    return this.shared;
  }

  /**
   * The producer's connection once it can send. BullMQ would wait for it for ever where Redis was away from the start.
   *
   * @throws RedisAway
   */
  async ready(): Promise<Redis> {
    const redis = this.producer();
    if (redis.status === 'ready') return redis;
    try {
      await once(redis, 'ready', { signal: AbortSignal.timeout(READY_LIMIT_MS) });
    } catch (error) {
      throw new RedisAway(error);
    }
    return redis;
  }

  /** BullMQ demands that a worker's connection retries for ever. */
  worker(): Redis {
    return this.connect({ maxRetriesPerRequest: null });
  }

  async ping(): Promise<void> {
    await (await this.ready()).ping();
  }

  private connect(options: {
    maxRetriesPerRequest: number | null;
    enableOfflineQueue?: boolean;
  }): Redis {
    const redis = new Redis(this.config.REDIS_URL, {
      ...options,
      retryStrategy: (times: number) => Math.min(times * 100, 2000),
    });
    redis.on('error', (error: Error) => {
      this.logger.warn(error.message);
    });
    this.all.push(redis);
    return redis;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.all.map(leave));
  }
}

async function leave(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit();
  // Where Redis is away, a polite goodbye would wait for it for ever.
  else redis.disconnect();
}
