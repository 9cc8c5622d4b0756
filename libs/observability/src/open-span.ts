export type SpanKind = 'server' | 'client' | 'consumer' | 'internal';

/** Names, numbers and ids of ours: never what a caller has sent. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
}

export interface SpanStart {
  readonly name: string;
  readonly kind: SpanKind;
  readonly traceId: string;
  readonly parentSpanId?: string | undefined;
  /** The caller collects no spans of this trace, so neither do we. */
  readonly unsampled?: boolean | undefined;
  readonly links?: readonly SpanLink[] | undefined;
  readonly attributes?: SpanAttributes | undefined;
  /** Milliseconds since 1970; now, when it is not said. */
  readonly startedAt?: number;
}

/** A span under way. */
export interface OpenSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** As the next service, or a later subscriber, is told of it. */
  readonly traceparent: string;
  set(attributes: SpanAttributes): void;
  /** `failure`: the kind of it, never a message. */
  end(failure?: string): void;
}

export interface SpanStarter {
  start(span: SpanStart): OpenSpan;
}
