import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { InjectConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { type Counter, Metrics } from '#libs/observability';
import type { GatewayConfig } from '../config.js';
import { unavailable } from '../upstreams/upstream.errors.js';
import { Allowances } from './allowances.js';
import { CounterAway } from './shared-counter.js';
import { type Kind, type Limit, limitField, policyField, type Standing } from './limits.policy.js';

/** Lets a caller do so much of a kind in a window, and says in the answer's headers what is left. */
@Injectable()
export class Limiter {
  private readonly limits: Readonly<Record<Kind, Limit>>;
  private readonly policies: Readonly<Record<Kind, string>>;
  private readonly refused: Counter;
  private readonly uncounted: Counter;

  constructor(
    @InjectConfig() config: GatewayConfig,
    private readonly allowances: Allowances,
    metrics: Metrics,
  ) {
    this.refused = metrics.counter({
      name: 'wutai_limit_refusals_total',
      help: 'Requests of callers who had none left in their window',
      labels: ['kind'],
    });
    this.uncounted = metrics.counter({
      name: 'wutai_limit_uncounted_total',
      help: 'Requests that Redis could not count: let pass, or a log-in that was refused',
      labels: ['kind'],
    });
    const limit = (kind: Kind, quota: number): Limit => ({
      kind,
      quota,
      windowSeconds: config.LIMIT_WINDOW_SECONDS,
      strict: kind === 'login',
    });
    this.limits = {
      login: limit('login', config.LIMIT_LOGIN),
      anonymous: limit('anonymous', config.LIMIT_ANONYMOUS),
      read: limit('read', config.LIMIT_READ),
      write: limit('write', config.LIMIT_WRITE),
      upload: limit('upload', config.LIMIT_UPLOAD),
    };
    this.policies = Object.fromEntries(
      Object.entries(this.limits).map(([kind, one]) => [kind, policyField(one)]),
    ) as Record<Kind, string>;
  }

  /**
   * Counts the request.
   *
   * @throws request.rate_limited; server.unavailable where what is strict cannot be counted.
   */
  check(kind: Kind, caller: string, reply: FastifyReply): Promise<void> | undefined {
    const limit = this.limits[kind];
    const standing = this.allowances.spend(limit, caller);
    if (!(standing instanceof Promise)) {
      this.apply(limit, standing, reply);
      return undefined;
    }
    return standing.then(
      (known) => {
        this.apply(limit, known, reply);
      },
      (error: unknown) => {
        this.uncounted.add({ kind });
        if (!(error instanceof CounterAway) || limit.strict) throw unavailable(0, error);
      },
    );
  }

  private apply(limit: Limit, standing: Standing, reply: FastifyReply): void {
    void reply.header('ratelimit-policy', this.policies[limit.kind]);
    void reply.header('ratelimit', limitField(limit, standing));
    if (standing.passed) return;
    this.refused.add({ kind: limit.kind });
    throw new DomainError('request.rate_limited', {
      extensions: { retryAfter: standing.resetSeconds },
    });
  }
}
