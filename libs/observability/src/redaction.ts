import { describeError } from './described-error.js';
import { scrub } from './scrub.js';

const HIDDEN = '[redacted]';
/** Deeper than any line of ours; what lies below is not shown. */
const DEEPEST = 8;
/** A batch has at most 500 events, and a line may name the traces of all. */
const LONGEST = 1000;

/**
 * Names of fields that may hold personal data, a secret, or whatever a caller sent, wherever they stand. Dashes,
 * underscores and capitals make no difference.
 */
const hidden =
  /password|passwd|secret|token$|authori[sz]ation|cookie|credential|citizen|idnumber|idcard|phone|mobile|email|birth|^(access|refresh|id)?tokens?$|^address$|^parameters$|^detail$|^query$|^body$|^payload$|^target$|^value$|^input$/;

const isHidden = (name: string): boolean => hidden.test(name.replace(/[-_]/g, '').toLowerCase());

/** A copy that may be written down: hidden fields at any depth, errors by their allow-list, texts scrubbed. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value !== 'object' || value === null)
    return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
  if (value instanceof Error) return describeError(value);
  if (value instanceof Date) return value;
  if (depth >= DEEPEST) return '[deeper]';
  if (Array.isArray(value))
    return value.slice(0, LONGEST).map((one: unknown) => redact(one, depth + 1));
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[binary]';
  if (value instanceof Map || value instanceof Set) return `[${value.constructor.name}]`;
  return redactFields(value as Record<string, unknown>, depth + 1);
}

/** The same for the fields of a log line. */
export function redactFields(
  fields: Readonly<Record<string, unknown>>,
  depth = 0,
): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (value === undefined) continue;
    safe[name] = isHidden(name) && value !== null ? HIDDEN : redact(value, depth);
  }
  return safe;
}
