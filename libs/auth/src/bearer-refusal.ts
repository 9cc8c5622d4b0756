import { errors as jose } from 'jose';
import { DomainError } from '#libs/contracts';

/** The key set could not be had: no fault of the token. jose throws its generic error for an answer that is not 200. */
const keysAway = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

/** Why a bearer was not verified, as the caller is told: it is not valid, or we cannot tell at the moment. */
export function bearerRefusal(reason: unknown): DomainError {
  const tokenAtFault = reason instanceof jose.JOSEError && !keysAway.has(reason.code);
  return new DomainError(tokenAtFault ? 'auth.token_invalid' : 'server.unavailable', {
    cause: reason,
  });
}
