import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { OpenSpan, SpanLink, SpanStarter } from './open-span.js';

/** What work is part of: the request, or the batch of events, that it is done for. */
export interface Trace {
  readonly traceId: string;
  /** All the traces of a batch that has events of several; it has an id of its own besides. */
  readonly traceIds?: readonly string[] | undefined;
  /** The caller's span, under which ours begin. */
  readonly callerSpanId?: string | undefined;
  readonly unsampled?: boolean | undefined;
  /** The spans that sent the events of a batch. */
  readonly links?: readonly SpanLink[] | undefined;
  /** Where spans are collected: who begins them, and the one under way. */
  readonly spans?: SpanStarter | undefined;
  readonly span?: OpenSpan | undefined;
}

const storage = new AsyncLocalStorage<Trace | undefined>();

/** W3C trace context: `00-<32 hex>-<16 hex>-<flags>`. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]([0-9a-f])$/;
const TRACE_ID = /^[0-9a-f]{32}$/;
const NOTHING = /^0+$/;

/** By way of UUIDs: Node keeps randomness ready for them, and fetching sixteen bytes costs a request 30 µs. */
export function newTraceId(): string {
  return randomUUID().replaceAll('-', '');
}

/** A trace by its bare id or by a `traceparent`; undefined for what is neither. */
export function readTrace(text: unknown): Trace | undefined {
  if (typeof text !== 'string') return undefined;
  if (TRACE_ID.test(text)) return NOTHING.test(text) ? undefined : { traceId: text };
  const [, traceId = '0', callerSpanId = '0', flags = '1'] = TRACEPARENT.exec(text) ?? [];
  if (NOTHING.test(traceId) || NOTHING.test(callerSpanId)) return undefined;
  return { traceId, callerSpanId, unsampled: Number.parseInt(flags, 16) % 2 === 0 };
}

/** The trace as the next service is told it: under the span that is under way, where there is one. */
export function traceparent(traceId: string): string {
  const trace = storage.getStore();
  if (trace?.span?.traceId === traceId) return trace.span.traceparent;
  const flags = trace?.traceId === traceId && trace.unsampled ? '00' : '01';
  return `00-${traceId}-${newTraceId().slice(16)}-${flags}`;
}

/** Headers that make what is asked of another service part of this trace; none outside of any. */
export function traceHeaders(): Record<string, string> {
  const traceId = currentTraceId();
  return traceId === undefined ? {} : { traceparent: traceparent(traceId) };
}

export function currentTrace(): Trace | undefined {
  return storage.getStore();
}

export function currentTraceId(): string | undefined {
  return storage.getStore()?.traceId;
}

/** What an event carries of the trace it happened in: the id, and where spans are collected the span as well. */
export function traceOfEvent(): string | null {
  const trace = storage.getStore();
  return trace?.span?.traceparent ?? trace?.traceId ?? null;
}

/** What a log line says of the trace it belongs to. */
export function traceFields(): object {
  const trace = storage.getStore();
  if (!trace) return {};
  const { traceId, traceIds } = trace;
  return traceIds ? { traceId, traceIds } : { traceId };
}

/** Runs `work`, and all it awaits, as part of a trace: logs and events carry its id. */
export function runInTrace<T>(trace: Trace, work: () => T): T {
  return storage.run(trace, work);
}

/** For what a request sets going and what is not its own: a timer, a loop that serves everybody. */
export function runWithoutTrace<T>(work: () => T): T {
  return storage.run(undefined, work);
}

/**
 * The trace of a batch: that of its events where they have one in common, else one of its own that names them all. An
 * event of no trace adds nothing.
 */
export function traceOfBatch(texts: readonly unknown[]): Trace {
  const traces = new Map<string, Trace>();
  for (const text of texts) {
    const trace = readTrace(text);
    if (trace && !traces.has(trace.traceId)) traces.set(trace.traceId, trace);
  }
  const [only] = traces.values();
  if (only && traces.size === 1) return only;
  if (traces.size === 0) return { traceId: newTraceId() };
  const links = [...traces.values()].flatMap(({ traceId, callerSpanId: spanId }) =>
    spanId === undefined ? [] : [{ traceId, spanId }],
  );
  return { traceId: newTraceId(), traceIds: [...traces.keys()], links };
}
