import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { Clock } from '#libs/calendar';
import { InjectConfig, type SharedConfig } from '#libs/config';
import { askService } from './ask-service.js';

export interface AccessTokenClaims {
  readonly sub: string;
  /** The session; of a program, the secret. */
  readonly sid: string;
  /** How far the directory had come when the token was issued: a service that is behind catches up first. */
  readonly dir: string;
  /** Only of who has to change the password first. */
  readonly pwd?: 'change';
  /** Only of programs: the permissions that the token may be used for, with spaces between (RFC 9068). */
  readonly scope?: string;
  readonly iat: number;
  /** The same in milliseconds, by the clock that says when tokens died. Those of before have none. */
  readonly ims?: number;
  readonly exp: number;
}

/** RFC 9068: an access token says so, so that no other token of ours passes for one. */
export const ACCESS_TOKEN_TYPE = 'at+jwt';
export const ACCESS_TOKEN_ALGORITHM = 'ES256';
export const ACCESS_TOKEN_SECONDS = 15 * 60;

/** Where public keys come from: the members service holds them, the others fetch its JWKS. */
export abstract class VerificationKeys {
  abstract readonly key: JWTVerifyGetKey;
}

@Injectable()
export class RemoteVerificationKeys extends VerificationKeys {
  readonly key: JWTVerifyGetKey;

  constructor(@InjectConfig() config: SharedConfig) {
    super();
    this.key = createRemoteJWKSet(new URL('/.well-known/jwks.json', config.MEMBERS_URL), {
      timeoutDuration: 3000,
      cooldownDuration: 5000,
      cacheMaxAge: 600_000,
      // All that jose looks at in a response.
      [customFetch]: async (url, { signal }) =>
        (await askService(new URL(url), { signal })) as Response,
    });
  }
}

const REMEMBERED = 10_000;

/**
 * Verifies access tokens: signature by a listed key, algorithm, type, issuer, audience, and an expiry that is there. A
 * verified token is remembered until it expires, since a signature costs more than a request: what its account may
 * still do is asked anew each time.
 */
@Injectable()
export class AccessTokens {
  /** Oldest first: a Map keeps the order of insertion. */
  private readonly verified = new Map<string, AccessTokenClaims>();

  constructor(
    private readonly keys: VerificationKeys,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SharedConfig,
  ) {}

  /** The claims of a token that was verified before and has not expired since; nothing to await. */
  remembered(token: string): AccessTokenClaims | undefined {
    const known = this.verified.get(token);
    if (!known || known.exp * 1000 > this.clock.now().getTime()) return known;
    this.verified.delete(token);
    return undefined;
  }

  async verify(token: string): Promise<AccessTokenClaims> {
    const known = this.remembered(token);
    if (known) return known;
    const { payload } = await jwtVerify(token, this.keys.key, {
      algorithms: [ACCESS_TOKEN_ALGORITHM],
      typ: ACCESS_TOKEN_TYPE,
      issuer: this.config.TOKEN_ISSUER,
      audience: this.config.TOKEN_ISSUER,
      requiredClaims: ['sub', 'sid', 'dir', 'iat', 'exp'],
    });
    const claims = payload as unknown as AccessTokenClaims;
    this.remember(token, claims);
    return claims;
  }

  private remember(token: string, claims: AccessTokenClaims): void {
    if (this.verified.size >= REMEMBERED) {
      const [oldest] = this.verified.keys();
      if (oldest !== undefined) this.verified.delete(oldest);
    }
    this.verified.set(token, claims);
  }
}
