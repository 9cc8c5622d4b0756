import { DomainError } from '#libs/contracts';

/** Seconds after which a service that is being restarted is usually back. */
const RETRY_AFTER = 2;

const late = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
/** No connection came about, so that the service has seen nothing of the request: at once, or after a while. */
const refused = new Set(['ECONNREFUSED', 'ENOTFOUND']);
const absent = new Set(['EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
/** A connection was lost, often one that was kept and had just been closed: how much was seen, nobody knows. */
const cut = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
]);

export type Trouble = 'refused' | 'absent' | 'unready' | 'cut' | 'late' | 'other';

export function troubleOf(error: unknown): Trouble {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string') return 'other';
  if (refused.has(code)) return 'refused';
  if (absent.has(code)) return 'absent';
  if (code === 'COPY_UNREADY') return 'unready';
  if (cut.has(code)) return 'cut';
  return late.has(code) ? 'late' : 'other';
}

/** What went wrong between the gateway and a service, as the client is told. */
export function upstreamError(error: unknown): unknown {
  switch (troubleOf(error)) {
    case 'late':
      return new DomainError('server.upstream_timeout', { cause: error });
    case 'refused':
    case 'absent':
    case 'unready':
    case 'cut':
      return unavailable(0, error);
    case 'other':
      return error;
  }
}

/** After so many seconds it may be asked again, or after what is usual if that is longer. */
export function unavailable(seconds: number, cause?: unknown): DomainError {
  const retryAfter = Math.max(RETRY_AFTER, Math.ceil(seconds));
  return new DomainError('server.unavailable', { extensions: { retryAfter }, cause });
}

/** Turned away before anything was done. */
export function overloaded(): DomainError {
  return new DomainError('server.overloaded', { extensions: { retryAfter: 1 } });
}
