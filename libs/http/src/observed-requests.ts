import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuthenticatedRequest } from '#libs/auth';
import {
  type createLogger,
  type Histogram,
  type Metrics,
  newTraceId,
  type OpenSpan,
  readTrace,
  runInTrace,
  type SpanStarter,
  type Tracing,
} from '#libs/observability';

type Logger = ReturnType<typeof createLogger>;

/** What is known of a request from its first moment until it is answered. */
interface Observed {
  readonly traceId: string;
  readonly route: string;
  readonly level: 'info' | 'debug';
  readonly span: OpenSpan | undefined;
}

/** As proxies write down that the client has gone. */
const CLIENT_GONE = 499;

/** Probes come every few seconds for ever and tell nothing. */
const isProbe = (route: string): boolean => route.startsWith('/health/');
/** A service that looks for news on its own, and not for somebody's sake. */
const isPoll = (route: string, traceparent: unknown): boolean =>
  route.startsWith('/internal/') && traceparent === undefined;

/**
 * Every request is part of a trace, one line in the log, one measurement, and a span where spans are collected. All of
 * them know the address as the route has it: what stands in a query string may be of a person.
 */
export class ObservedRequests {
  private readonly requests = new WeakMap<FastifyRequest, Observed>();
  private readonly seconds: Histogram;

  constructor(
    private readonly logger: Logger,
    private readonly tracing: Tracing,
    metrics: Metrics,
  ) {
    this.seconds = metrics.histogram({
      name: 'wutai_http_request_seconds',
      help: 'Requests answered, by how long it took',
      labels: ['method', 'route', 'status'],
    });
  }

  /** Before any other hook, so that all of them are part of the trace. */
  attach(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, _reply, done) => {
      this.begin(request, done);
    });
    fastify.addHook('onResponse', (request, reply, done) => {
      this.end(request, reply.statusCode, reply.elapsedTime);
      done();
    });
    fastify.addHook('onRequestAbort', (request, done) => {
      this.end(request, CLIENT_GONE, undefined);
      done();
    });
  }

  private begin(request: FastifyRequest, done: () => void): void {
    const route = request.routeOptions.url ?? 'none';
    const { traceparent } = request.headers;
    const trace = readTrace(traceparent) ?? { traceId: newTraceId() };
    const { spans } = this.tracing;
    const quiet = isProbe(route) || isPoll(route, traceparent);
    const span = spans && !quiet ? beginSpan(spans, trace, request.method, route) : undefined;
    if (!isProbe(route)) {
      const level = quiet ? 'debug' : 'info';
      this.requests.set(request, { traceId: trace.traceId, route, level, span });
    }
    runInTrace(spans ? { ...trace, spans, span } : trace, done);
  }

  private end(request: FastifyRequest, status: number, ms: number | undefined): void {
    const observed = this.requests.get(request);
    if (!observed) return;
    // One that was given up may yet be answered, to nobody.
    this.requests.delete(request);
    const { traceId, route, level, span } = observed;
    const { method } = request;
    const account = (request as AuthenticatedRequest).principal?.accountId;
    if (ms !== undefined) this.seconds.observe(ms / 1000, { method, route, status });
    const line = { traceId, method, route, status, ms: ms && Math.round(ms * 10) / 10, account };
    this.logger[status >= 500 ? 'error' : level](line, 'request');
    span?.set({ 'http.response.status_code': status });
    span?.end(status >= 500 ? String(status) : undefined);
  }
}

function beginSpan(
  spans: SpanStarter,
  trace: NonNullable<ReturnType<typeof readTrace>>,
  method: string,
  route: string,
): OpenSpan {
  return spans.start({
    name: `${method} ${route}`,
    kind: 'server',
    traceId: trace.traceId,
    parentSpanId: trace.callerSpanId,
    unsampled: trace.unsampled,
    attributes: { 'http.request.method': method, 'http.route': route },
  });
}
