import { createHash, randomBytes } from 'node:crypto';

/** So that it is told from other secrets where it should not lie: in a log, in a repository. */
const PREFIX = 'wutai_';
const BYTES = 32;
const HINT = 4;

/** How many may be good at a time: the one in use, and the one that is to follow it. */
export const SECRETS_AT_ONCE = 2;
export const SECRET_DAYS = 180;
export const SECRET_DAYS_MOST = 400;
const DAY_MS = 24 * 3600 * 1000;

export interface MadeSecret {
  readonly secret: string;
  readonly digest: Buffer;
  readonly hint: string;
}

export function makeSecret(): MadeSecret {
  const secret = `${PREFIX}${randomBytes(BYTES).toString('base64url')}`;
  return { secret, digest: digestOf(secret), hint: secret.slice(-HINT) };
}

/** Fast, for nobody guesses 256 random bits. */
export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export const secretExpiry = (now: Date, days: number = SECRET_DAYS): Date =>
  new Date(now.getTime() + days * DAY_MS);

export interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
}

const BASIC = /^Basic +([A-Za-z0-9+/=]+)$/i;

/** Of `Authorization: Basic`, both parts form-encoded (RFC 6749, section 2.3.1). */
export function basicCredentials(header: string): ClientCredentials | undefined {
  const encoded = BASIC.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  try {
    return { id: formDecoded(id), secret: formDecoded(secret) };
  } catch {
    return undefined;
  }
}

const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));

/**
 * What a token is to be good for: all that the client may, or what it asks for of that.
 *
 * @returns undefined when it asks for more.
 */
export function grantedScopes<Scope extends string>(
  allowed: readonly Scope[],
  asked: string | undefined,
): readonly Scope[] | undefined {
  const wanted = new Set(asked?.split(' ').filter((scope) => scope !== ''));
  if (wanted.size === 0) return allowed;
  const granted = allowed.filter((scope) => wanted.has(scope));
  return granted.length === wanted.size ? granted : undefined;
}
