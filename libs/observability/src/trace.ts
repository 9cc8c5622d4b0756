import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

const storage = new AsyncLocalStorage<{ readonly traceId: string }>();

/** W3C trace context: `00-<32 hex>-<16 hex>-<flags>`. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

export function newTraceId(): string {
  return randomBytes(16).toString('hex');
}

/** The trace id of a `traceparent` header, or a new one when there is none that is sound. */
export function traceIdFrom(header: string | string[] | undefined): string {
  const match = typeof header === 'string' ? TRACEPARENT.exec(header) : null;
  return match?.[1] ?? newTraceId();
}

export function traceparent(traceId: string): string {
  return `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
}

export function currentTraceId(): string | undefined {
  return storage.getStore()?.traceId;
}

/** Runs `work`, and all it awaits, under one trace id: logs and events carry it. */
export function runWithTrace<T>(traceId: string | undefined, work: () => T): T {
  return storage.run({ traceId: traceId ?? newTraceId() }, work);
}
