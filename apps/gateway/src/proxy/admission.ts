import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';
import { networkOf } from '#libs/http';
import { type Counter, Metrics } from '#libs/observability';
import { type Caller, Callers } from '../callers/callers.js';
import { Limiter } from '../limits/limiter.js';
import { kindOf } from '../limits/limits.policy.js';
import { BearerCheck } from './bearer-check.js';
import { namesTwoHosts } from './headers.policy.js';
import type { Route } from './route-table.policy.js';

/** `.` and `..`, plain or escaped: a service behind a proxy of its own might resolve them to another address. */
const DOT_SEGMENT = /\/(\.|%2e){1,2}(\/|$)/i;

/** What is asked of every request before it is passed on. */
@Injectable()
export class Admission {
  private readonly byClients: Counter;

  constructor(
    private readonly callers: Callers,
    private readonly bearer: BearerCheck,
    private readonly limiter: Limiter,
    metrics: Metrics,
  ) {
    this.byClients = metrics.counter({
      name: 'wutai_client_requests_total',
      help: 'Requests of programs, by client',
      labels: ['client'],
    });
  }

  /**
   * Counts the request: for the account where there is a token that verifies, else for the address.
   *
   * @returns where it came from.
   * @throws what the caller is told instead.
   */
  async admit(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    const { url = '', rawHeaders } = request.raw;
    if (DOT_SEGMENT.test(url.split('?', 1)[0] ?? '')) throw new DomainError('request.not_found');
    if (namesTwoHosts(rawHeaders)) throw new DomainError('request.malformed');
    const caller = this.callers.of(request);
    const counted = this.limiter.check(
      kindOf(route),
      route.needsToken ? await this.account(caller, request, reply) : networkOf(caller.address),
      reply,
    );
    if (counted) await counted;
    return caller;
  }

  private async account(
    caller: Caller,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    try {
      const checked = this.bearer.check(request.headers.authorization);
      const { sub, scope } = checked instanceof Promise ? await checked : checked;
      if (scope !== undefined) this.byClients.add({ client: sub });
      return sub;
    } catch (refusal) {
      await this.limiter.check('anonymous', networkOf(caller.address), reply);
      throw refusal;
    }
  }
}
