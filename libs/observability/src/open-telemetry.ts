import { randomBytes } from 'node:crypto';
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type IdGenerator,
} from '@opentelemetry/sdk-trace-node';
import type { OpenSpan, SpanAttributes, SpanStart, SpanStarter } from './open-span.js';

/** How long a stop may wait for the collector. */
const CLOSE_MS = 2000;

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

const isSampled = (flags: number): boolean => (flags & Number(TraceFlags.SAMPLED)) !== 0;

/** The id of a trace is decided where its log lines get it; its first span takes it over. */
class Ids implements IdGenerator {
  traceId = '';
  readonly generateTraceId = (): string => this.traceId;
  readonly generateSpanId = (): string => randomBytes(8).toString('hex');
}

class Open implements OpenSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceparent: string;

  constructor(private readonly span: Span) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceId = traceId;
    this.spanId = spanId;
    this.traceparent = `00-${traceId}-${spanId}-${isSampled(traceFlags) ? '01' : '00'}`;
  }

  set(attributes: SpanAttributes): void {
    this.span.setAttributes({ ...attributes });
  }

  end(failure?: string): void {
    if (failure !== undefined) {
      this.span.setAttribute('error.type', failure);
      this.span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.span.end();
  }
}

class Spans implements SpanStarter {
  constructor(
    private readonly tracer: Tracer,
    private readonly ids: Ids,
  ) {}

  start({ name, kind, links, attributes, startedAt, ...from }: SpanStart): OpenSpan {
    this.ids.traceId = from.traceId;
    const options = {
      kind: kinds[kind],
      links: (links ?? []).map((context) => ({
        context: { ...context, traceFlags: TraceFlags.SAMPLED, isRemote: true },
      })),
      attributes: { ...attributes },
      ...(startedAt !== undefined && { startTime: startedAt }),
    };
    return new Open(this.tracer.startSpan(name, options, under(from)));
  }
}

function under({ traceId, parentSpanId, unsampled }: Omit<SpanStart, 'name' | 'kind'>): Context {
  if (parentSpanId === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId: parentSpanId,
    traceFlags: unsampled ? TraceFlags.NONE : TraceFlags.SAMPLED,
    isRemote: true,
  });
}

/**
 * Spans by hand, sent by OTLP over HTTP. Which of them are kept, and the collector's own headers, are OpenTelemetry's
 * settings (`OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS`), read by its libraries.
 */
export function openTelemetry(
  service: string,
  endpoint: string,
): { readonly spans: SpanStarter; close(): Promise<void> } {
  const ids = new Ids();
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'wutai' }),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  return {
    spans: new Spans(provider.getTracer('wutai'), ids),
    close: async () => {
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_MS);
      });
      await Promise.race([provider.shutdown().catch(() => undefined), enough]);
      clearTimeout(timer);
    },
  };
}
