import { Injectable } from '@nestjs/common';
import { DomainError, errorRegistry, type ErrorCode, type ServiceName } from '#libs/contracts';
import { UNREADY_HEADER } from '#libs/http';
import type { Copy } from './copies.js';
import { type Trouble, troubleOf, upstreamError } from './upstream.errors.js';
import { UpstreamMetrics } from './upstream-metrics.js';
import { type Upstream, Upstreams } from './upstreams.js';

/** What the gateway asks of a service itself, to put its answer into one of its own. */
export interface Question {
  readonly service: ServiceName;
  readonly path: string;
  /** JSON; with a body it is a POST. */
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  /** Doing it twice is as good as once. */
  readonly repeatable: boolean;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The copy has said that it cannot work at the moment. */
class Unready extends Error {
  readonly code = 'COPY_UNREADY';
}

/** Asks a service as a request that passes would: in a place of its bulkhead, by its copies and their breakers. */
@Injectable()
export class AskUpstream {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly metrics: UpstreamMetrics,
  ) {}

  /**
   * The deadline is kept as soon as there is a place; a service whose places are all taken is given up after a second.
   *
   * @returns the body of an answer that is a success: a picture's bytes, or what the JSON says.
   * @throws the problem with which the service answered, or the one that lies in between.
   */
  async ask(question: Question): Promise<unknown> {
    const until = performance.now() + question.deadlineMs;
    const upstream = this.upstreams.of(question.service);
    const waited = upstream.requests.enter();
    if (waited) await waited;
    try {
      return successOf(await this.send(question, upstream, until));
    } catch (error) {
      throw upstreamError(error);
    } finally {
      upstream.requests.leave();
    }
  }

  private async send(question: Question, { copies, retries }: Upstream, until: number) {
    retries.earn();
    const tried: Copy[] = [];
    let lost = 0;
    for (;;) {
      const copy = copies.next(performance.now(), tried);
      try {
        return await this.attempt(question, copy, until);
      } catch (error) {
        const trouble = troubleOf(error);
        judge(copy, trouble);
        tried.push(copy);
        const reachedNobody = ['refused', 'absent', 'unready'].includes(trouble);
        if (reachedNobody && copies.hasAnother(copy, tried, performance.now())) continue;
        if (trouble !== 'cut' || !question.repeatable) throw error;
        if ((lost += 1) > 1 || !retries.spend()) throw error;
      }
    }
  }

  private async attempt(question: Question, copy: Copy, until: number): Promise<Answer> {
    const begun = performance.now();
    const remaining = Math.ceil(until - begun);
    if (remaining <= 0) throw new DomainError('server.upstream_timeout');
    const { service, path, body, headers } = question;
    try {
      const response = await copy.pool.request({
        path,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...headers,
          accept: 'application/json',
          'x-wutai-deadline-ms': String(remaining),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(remaining),
      });
      const bytes = Buffer.from(await response.body.arrayBuffer());
      if (response.headers[UNREADY_HEADER] !== undefined) throw new Unready();
      copy.breaker.succeeded();
      this.metrics.attempted(service, performance.now() - begun, 'answered');
      return { status: response.statusCode, body: bodyOf(bytes, response.headers['content-type']) };
    } catch (error) {
      const known = isTooLate(error)
        ? new DomainError('server.upstream_timeout', { cause: error })
        : error;
      const outcome = known === error ? troubleOf(error) : 'late';
      this.metrics.attempted(service, performance.now() - begun, outcome);
      throw known;
    }
  }
}

function bodyOf(bytes: Buffer, type: string | string[] | undefined): unknown {
  if (bytes.length === 0) return null;
  return String(type).startsWith('image/') ? bytes : JSON.parse(bytes.toString());
}

/** The deadline is the gateway's, and shorter than a service must keep: to miss it says nothing of the copy. */
const isTooLate = (error: unknown): boolean =>
  error instanceof Error && error.name === 'TimeoutError';

function judge({ breaker }: Copy, trouble: Trouble): void {
  const now = performance.now();
  if (trouble === 'refused' || trouble === 'unready') breaker.refused(now);
  if (trouble === 'absent') breaker.absent(now);
  if (trouble === 'cut') breaker.failed(now);
}

function successOf({ status, body }: Answer): unknown {
  if (status >= 200 && status < 300) return body;
  const { code, retryAfter } = (body ?? {}) as { code?: unknown; retryAfter?: unknown };
  if (typeof code !== 'string' || !Object.hasOwn(errorRegistry, code))
    throw new Error(`the service answered with ${status}`);
  throw new DomainError(code as ErrorCode, {
    ...(typeof retryAfter === 'number' && { extensions: { retryAfter } }),
  });
}
