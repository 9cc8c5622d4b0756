import { DomainError } from '#libs/contracts';

/** Seconds after which a service that is being restarted is usually back. */
const RETRY_AFTER = 2;

const late = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const away = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
]);
const cut = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** True when a connection that was kept open had just been closed by the other side. */
export function wasCut(error: unknown): boolean {
  return cut.has(codeOf(error));
}

/** What went wrong between the gateway and a service, as the client is told. */
export function upstreamError(error: unknown): unknown {
  const code = codeOf(error);
  if (late.has(code)) return new DomainError('server.upstream_timeout', { cause: error });
  if (away.has(code))
    return new DomainError('server.unavailable', {
      extensions: { retryAfter: RETRY_AFTER },
      cause: error,
    });
  return error;
}
