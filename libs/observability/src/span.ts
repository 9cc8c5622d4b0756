import { describeError } from './described-error.js';
import type { OpenSpan, SpanAttributes, SpanKind, SpanStarter } from './open-span.js';
import { currentTrace, runInTrace, type Trace } from './trace.js';

/**
 * Does `work` as a span of the trace it is part of. Where spans are not collected, and outside of any trace, this is a
 * look into the context and nothing more.
 */
export async function span<T>(
  name: string,
  options: { readonly kind?: SpanKind; readonly attributes?: SpanAttributes },
  work: (open?: OpenSpan) => Promise<T>,
): Promise<T> {
  const trace = currentTrace();
  if (!trace?.spans) return work();
  const open = trace.spans.start({
    name,
    kind: options.kind ?? 'internal',
    traceId: trace.traceId,
    parentSpanId: trace.span?.spanId ?? trace.callerSpanId,
    unsampled: trace.unsampled,
    links: trace.span ? [] : trace.links,
    attributes: options.attributes,
  });
  try {
    const result = await runInTrace({ ...trace, span: open }, () => work(open));
    open.end();
    return result;
  } catch (error) {
    open.end(failureOf(error));
    throw error;
  }
}

/** All that a span says of an error: its code, or else its type. */
function failureOf(error: unknown): string {
  const { type, code } = describeError(error);
  return code ?? type;
}

/** The same, told of only where it took longer than `longerThanMs`: for what is quick and often. */
export function spanIfLong<T>(
  name: () => string,
  longerThanMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const trace = currentTrace();
  return trace?.spans ? toldIfLong(trace, trace.spans, { name, longerThanMs, work }) : work();
}

async function toldIfLong<T>(
  trace: Trace,
  spans: SpanStarter,
  {
    name,
    longerThanMs,
    work,
  }: { name: () => string; longerThanMs: number; work: () => Promise<T> },
): Promise<T> {
  const startedAt = Date.now();
  const begun = performance.now();
  const tell = (failure?: string): void => {
    if (performance.now() - begun <= longerThanMs) return;
    const { traceId, unsampled } = trace;
    const parentSpanId = trace.span?.spanId ?? trace.callerSpanId;
    spans
      .start({ name: name(), kind: 'client', traceId, parentSpanId, unsampled, startedAt })
      .end(failure);
  };
  try {
    const result = await work();
    tell();
    return result;
  } catch (error) {
    tell(failureOf(error));
    throw error;
  }
}
