import { once } from 'node:events';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis } from 'ioredis';
import { InjectConfig } from '#libs/config';
import type { GatewayConfig } from '../config.js';

/** A log-in takes its time anyway, and is refused if it cannot be counted: it waits a little longer. */
const STRICT_PATIENCE_MS = 1000;
/** After a failure nobody asks for a while, so that a Redis that stands still costs a request nothing. */
const REST_MS = 1000;

/**
 * Takes from what a caller has left in the window: `wanted`, or a share of what is left where that is more. A window
 * begins with its first request. Answers what was given, what is left, and for how many milliseconds.
 */
const TAKE = `
local left = tonumber(ARGV[1]) - tonumber(redis.call('get', KEYS[1]) or '0')
local given = 0
if left > 0 then
  given = math.min(left, math.max(tonumber(ARGV[3]), math.floor(left * tonumber(ARGV[4]))))
  redis.call('incrby', KEYS[1], given)
end
local ends = redis.call('pttl', KEYS[1])
if ends < 0 then
  redis.call('pexpire', KEYS[1], ARGV[2])
  ends = tonumber(ARGV[2])
end
return { given, math.max(0, left - given), ends }`;

/** Gives back what was taken and not used. */
const GIVE_BACK = `
local used = tonumber(redis.call('get', KEYS[1]) or '0')
if used > 0 then redis.call('decrby', KEYS[1], math.min(used, tonumber(ARGV[1]))) end`;

export class CounterAway extends Error {}

/** What is asked of the count. */
export interface Demand {
  readonly quota: number;
  readonly windowMs: number;
  readonly wanted: number;
  /** The share of what is left that may be given beyond it. */
  readonly share: number;
  readonly strict: boolean;
}

export interface Taken {
  readonly given: number;
  readonly left: number;
  readonly endsInMs: number;
}

/** The count that all copies of the gateway share, in Redis. */
@Injectable()
export class SharedCounter implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Limits');
  private readonly redis: Redis;
  private readonly prefix: string;
  private restUntil = 0;
  private wasAway = false;

  constructor(@InjectConfig() private readonly config: GatewayConfig) {
    this.prefix = `${config.QUEUE_PREFIX}:limit:`;
    this.redis = new Redis(config.REDIS_URL, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (times: number) => Math.min(times * 100, REST_MS),
    });
    // Told by the first command that fails, once.
    this.redis.on('error', () => undefined);
    this.redis.setMaxListeners(0);
  }

  /** Not before the gateway is whole: one that cannot boot would leave a connection behind. */
  onModuleInit(): void {
    this.redis.connect().catch(() => undefined);
  }

  /** @throws CounterAway when Redis has not answered within the patience that is due. */
  async take(key: string, demand: Demand): Promise<Taken> {
    const patience = this.config.LIMIT_PATIENCE_MS;
    if (!demand.strict && performance.now() < this.restUntil) throw new CounterAway();
    const late = AbortSignal.timeout(
      demand.strict ? Math.max(patience, STRICT_PATIENCE_MS) : patience,
    );
    try {
      const taken = await Promise.race([this.ask(key, demand, late), aborted(late)]);
      this.tell(false);
      return taken;
    } catch (cause) {
      this.restUntil = performance.now() + REST_MS;
      this.tell(true, cause);
      throw new CounterAway('Redis does not count', { cause });
    }
  }

  /** Best effort: what is lost with Redis is only counted as used. */
  giveBack(key: string, unused: number): void {
    this.redis.eval(GIVE_BACK, 1, this.prefix + key, unused).catch(() => undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.redis.status === 'ready') await this.redis.quit().catch(() => undefined);
    else this.redis.disconnect();
  }

  private async ask(key: string, demand: Demand, late: AbortSignal): Promise<Taken> {
    const { quota, windowMs, wanted, share } = demand;
    if (this.redis.status !== 'ready') await once(this.redis, 'ready', { signal: late });
    const args = [this.prefix + key, quota, windowMs, wanted, share];
    const [given, left, endsInMs] = (await this.redis.eval(TAKE, 1, ...args)) as [
      number,
      number,
      number,
    ];
    return { given, left, endsInMs };
  }

  private tell(away: boolean, cause?: unknown): void {
    if (away === this.wasAway) return;
    this.wasAway = away;
    if (away)
      this.logger.warn(`Redis is away (${String(cause)}): nothing is limited, nobody can log in`);
    else this.logger.log('Redis is back: requests are counted again');
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('no answer in time'));
    });
  });
}
