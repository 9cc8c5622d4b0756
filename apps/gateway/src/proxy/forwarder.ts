import type { IncomingHttpHeaders } from 'node:http';
import { Transform } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher } from 'undici';
import type { Caller } from '../callers/callers.js';
import { InjectConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { UNREADY_HEADER } from '#libs/http';
import { currentTraceId, newTraceId, traceparent } from '#libs/observability';
import type { GatewayConfig } from '../config.js';
import { LoadShedding } from '../overload/load-shedding.js';
import type { Copy } from '../upstreams/copies.js';
import type { Bulkhead } from '../upstreams/bulkhead.js';
import { type Trouble, troubleOf, upstreamError } from '../upstreams/upstream.errors.js';
import { UpstreamMetrics } from '../upstreams/upstream-metrics.js';
import { type Upstream, Upstreams } from '../upstreams/upstreams.js';
import { ClientGone, Exchange } from './exchange.js';
import { deadlineOf, requestHeaders } from './headers.policy.js';
import { type RequestBody, requestBody } from './request-body.js';
import type { Route } from './route-table.policy.js';

/** A request on its way, over one attempt or two. */
interface Passage {
  readonly route: Route;
  readonly upstream: Upstream;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly caller: Caller;
  readonly body: RequestBody;
  /** What the route allows, and what the client allows within that. */
  readonly allowedMs: number;
  readonly deadlineMs: number;
  readonly since: number;
  /** The copies that have failed at it. */
  readonly tried: Copy[];
  /** How often it was sent and nobody knows what came of it. */
  lost: number;
}

/** Passes a request on to a copy of its service and streams the answer back, within a deadline. */
@Injectable()
export class Forwarder {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly metrics: UpstreamMetrics,
    private readonly shedding: LoadShedding,
    @InjectConfig() private readonly config: GatewayConfig,
  ) {}

  /** @throws the problem to answer, as long as no answer has begun. */
  async forward(
    route: Route,
    request: FastifyRequest,
    reply: FastifyReply,
    caller: Caller,
  ): Promise<void> {
    try {
      const allowedMs = this.allowedMs(route);
      const body = requestBody(request.raw, route.takesFiles, {
        heldMs: this.config.BODY_DEADLINE_MS,
        streamedMs: allowedMs,
      });
      const passage: Passage = {
        route,
        upstream: this.upstreams.of(route.service),
        request,
        reply,
        caller,
        body: body instanceof Promise ? await body : body,
        allowedMs,
        deadlineMs: deadlineOf(request.headers, allowedMs),
        since: performance.now(),
        tried: [],
        lost: 0,
      };
      await this.pass(passage);
    } catch (error) {
      if (reply.raw.destroyed || error instanceof ClientGone) reply.hijack();
      // An answer that has begun is cut off, never ended politely: the client must not take a part for the whole.
      else if (reply.raw.headersSent) reply.raw.destroy();
      else throw upstreamError(error);
    }
  }

  private allowedMs(route: Route): number {
    if (route.takesFiles) return this.config.UPLOAD_DEADLINE_MS;
    return route.method === 'get' ? this.config.READ_DEADLINE_MS : this.config.WRITE_DEADLINE_MS;
  }

  /**
   * Within a place of the process and one of the service. Who watches events takes nobody's place who asks something,
   * and a small body is here by now: a slow client takes none either.
   */
  private async pass(passage: Passage): Promise<void> {
    const { upstream, route, body } = passage;
    try {
      if (route.sendsEvents) {
        await this.passWithin(upstream.watchers, passage);
        return;
      }
      this.shedding.enter();
      try {
        await this.passWithin(upstream.requests, passage);
      } finally {
        this.shedding.leave();
      }
    } finally {
      // What nobody has taken is read and dropped.
      if (body instanceof Transform) body.destroy();
    }
  }

  private async passWithin(bulkhead: Bulkhead, passage: Passage): Promise<void> {
    const waited = bulkhead.enter();
    if (waited) await waited;
    try {
      await this.send(passage);
    } finally {
      bulkhead.leave();
    }
  }

  private async send(passage: Passage): Promise<void> {
    const { copies, retries } = passage.upstream;
    retries.earn();
    let copy = copies.next(performance.now());
    for (;;) {
      try {
        await this.attempt(passage, copy);
        return;
      } catch (error) {
        const trouble = troubleOf(error);
        this.judge(passage, copy, trouble);
        passage.tried.push(copy);
        if (!this.mayTryAgain(passage, trouble)) throw error;
        copy = copies.next(performance.now(), passage.tried);
      }
    }
  }

  /** What a failure says of the copy. A deadline that the client has shortened says nothing. */
  private judge({ deadlineMs, allowedMs }: Passage, { breaker }: Copy, trouble: Trouble): void {
    const now = performance.now();
    if (trouble === 'refused') breaker.refused(now);
    if (trouble === 'absent') breaker.absent(now);
    if (trouble === 'cut' || (trouble === 'late' && deadlineMs === allowedMs)) breaker.failed(now);
  }

  /**
   * A request that reached nobody may go to each of the other copies. One of which nobody knows how far it came is sent
   * once more, if doing it twice is as good as once, and not too many are. One that a copy could not answer was held
   * back for another already (`isWorthPassingOn`).
   */
  private mayTryAgain(passage: Passage, trouble: Trouble): boolean {
    const { upstream, reply, body, tried } = passage;
    if (reply.raw.headersSent || reply.raw.destroyed) return false;
    if (trouble === 'unready') return true;
    if (trouble === 'refused' || trouble === 'absent')
      return isHeld(body) && tried.length - passage.lost < upstream.copies.all.length;
    if (trouble !== 'cut') return false;
    return isRepeatable(passage) && (passage.lost += 1) === 1 && upstream.retries.spend();
  }

  /**
   * What an answer says of the copy. One that says that it cannot work is left alone while another can; a 503 that says
   * nothing of the kind is an answer like any other.
   *
   * @returns false when the answer is not worth passing on, since another copy may have a better one.
   */
  private isWorthPassingOn(passage: Passage, copy: Copy, headers: IncomingHttpHeaders): boolean {
    if (headers[UNREADY_HEADER] === undefined) {
      copy.breaker.succeeded();
      return true;
    }
    const { copies, retries } = passage.upstream;
    const now = performance.now();
    if (!copies.hasAnother(copy, passage.tried, now)) return true;
    copy.breaker.refused(now);
    return !isRepeatable(passage) || !retries.spend();
  }

  private attempt(passage: Passage, copy: Copy): Promise<void> {
    const { route, request, reply, caller, body, allowedMs, deadlineMs, since } = passage;
    const begun = performance.now();
    const remaining = Math.ceil(deadlineMs - (begun - since));
    if (remaining <= 0) throw new DomainError('server.upstream_timeout');
    const { address, protocol, host } = caller;
    const introduction = {
      address,
      protocol,
      host,
      traceparent: traceparent(currentTraceId() ?? newTraceId()),
      deadlineMs: remaining,
    };
    const options: Dispatcher.DispatchOptions = {
      path: request.raw.url ?? '/',
      method: request.raw.method as Dispatcher.HttpMethod,
      headers: requestHeaders(request.headers, introduction, body !== null),
      body,
      headersTimeout: remaining,
      bodyTimeout: route.sendsEvents ? this.config.EVENTS_SILENCE_MS : allowedMs,
    };
    return new Promise((resolve, reject) => {
      const exchange: Exchange = new Exchange(
        reply,
        (headers) => this.isWorthPassingOn(passage, copy, headers),
        (error) => {
          reply.raw.off('close', gone);
          const outcome = error ? troubleOf(error) : 'answered';
          this.metrics.attempted(route.service, performance.now() - begun, outcome);
          if (error) reject(error);
          else resolve();
        },
      );
      const gone = (): void => {
        if (!reply.raw.writableFinished) exchange.abort();
      };
      reply.raw.once('close', gone);
      copy.pool.dispatch(options, exchange);
    });
  }
}

const isHeld = (body: RequestBody): boolean => body === null || Buffer.isBuffer(body);

/**
 * Whether doing it twice is as good as once, and it can be sent a second time. Services keep an answer for a key only
 * where it is a POST of somebody who is logged in.
 */
function isRepeatable({ route, request, body }: Passage): boolean {
  const { method, headers } = request.raw;
  const isSafe = method === 'GET' || method === 'HEAD';
  const isKept = method === 'POST' && route.needsToken && headers['idempotency-key'] !== undefined;
  return isHeld(body) && (isSafe || isKept);
}
