import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { InjectConfig, type ServiceConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';

const READY_LIMIT_MS = 1000;
const COMMAND_LIMIT_MS = 3000;
const CONNECT_LIMIT_MS = 3000;
/** A worker's connection waits for a job up to ten seconds; one that hears nothing for longer is dead. */
const WORKER_SILENCE_MS = 15_000;
const GOODBYE_LIMIT_MS = 1000;

export class RedisAway extends DomainError {
  constructor(cause?: unknown) {
    super('server.unavailable', { cause, extensions: { retryAfter: 2 } });
    this.message = 'Redis does not answer';
  }
}

/** The service's connections to Redis: one for all that send, one for each worker, which blocks on its own. */
@Injectable()
export class RedisConnections {
  private readonly logger = new Logger('Redis');
  private readonly all = new Set<Redis>();
  private shared: Redis | undefined;
  readonly prefix: string;

  constructor(@InjectConfig() private readonly config: ServiceConfig) {
    this.prefix = config.QUEUE_PREFIX;
  }

  /**
   * Fails at once when Redis is away, and soon when it does not answer: what is to be sent waits in the outbox, not in
   * memory. A connection on which an answer is overdue is given up for a new one.
   */
  producer(): Redis {
    this.shared ??= this.connect({
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: COMMAND_LIMIT_MS,
      socketTimeout: COMMAND_LIMIT_MS + 1000,
    });
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
    return this.connect({ maxRetriesPerRequest: null, socketTimeout: WORKER_SILENCE_MS });
  }

  async ping(): Promise<void> {
    await (await this.ready()).ping();
  }

  async leave(redis: Redis): Promise<void> {
    this.all.delete(redis);
    // Where Redis is away, a polite goodbye would wait for it for ever.
    if (redis.status === 'ready')
      await Promise.race([redis.quit().catch(() => undefined), pause(GOODBYE_LIMIT_MS)]);
    redis.disconnect();
  }

  async close(): Promise<void> {
    await Promise.all([...this.all].map((redis) => this.leave(redis)));
  }

  private connect(options: RedisOptions): Redis {
    const redis = new Redis(this.config.REDIS_URL, {
      ...options,
      connectTimeout: CONNECT_LIMIT_MS,
      retryStrategy: (times: number) => Math.min(times * 100, 2000),
    });
    let told = '';
    redis.on('error', (error: Error) => {
      if (error.message !== told) this.logger.warn(error.message);
      told = error.message;
    });
    redis.on('ready', () => {
      told = '';
    });
    this.all.add(redis);
    return redis;
  }
}
