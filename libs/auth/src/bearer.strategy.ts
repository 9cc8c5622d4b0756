import { Injectable } from '@nestjs/common';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { DomainError, isScope } from '#libs/contracts';
import { AccessTokens, type AccessTokenClaims } from './access-token.js';
import type { AccountAccess } from './account-access.js';
import { AccountAccessCache } from './account-access-cache.js';
import { bearerRefusal } from './bearer-refusal.js';
import { Principal } from './principal.js';

type Done = (error: unknown, value?: unknown) => void;

/** What passport's middleware sets on a strategy, to be told what it decided. */
interface Decision {
  success(principal: Principal): void;
  fail(reason: unknown): void;
  error(error: unknown): void;
}

/**
 * passport-jwt takes its verifier from a static member. Ours gets the service's `AccessTokens` where others pass a key,
 * and so keeps no state of its own: jose verifies, because jsonwebtoken looks at neither `typ` nor a missing `exp`.
 */
Object.assign(Strategy, {
  JwtVerifier: (token: string, tokens: AccessTokens, _options: unknown, done: Done) => {
    tokens.verify(token).then((claims) => {
      done(null, claims);
    }, done);
  },
});

function refusal(request: { headers: Record<string, unknown> }, reason: unknown): DomainError {
  if (typeof request.headers['authorization'] !== 'string')
    return new DomainError('auth.token_missing');
  const noBearer = reason instanceof Error && reason.message === 'No auth token';
  return noBearer
    ? new DomainError('auth.token_invalid', { cause: reason })
    : bearerRefusal(reason);
}

/** One that is issued in the very millisecond is dead too: its holder renews once more than needed. */
function isDead(
  { sid, ims, iat }: AccessTokenClaims,
  { tokensValidFrom: validFrom, endedSessions }: AccountAccess,
): boolean {
  if (endedSessions.includes(sid)) return true;
  if (ims !== undefined) return ims <= validFrom.getTime();
  return iat < Math.floor(validFrom.getTime() / 1000);
}

/** Turns a request's bearer token into a principal. Used without passport's registry, which is global to the process. */
@Injectable()
export class BearerStrategy {
  private readonly strategy: Strategy;

  constructor(
    tokens: AccessTokens,
    private readonly accounts: AccountAccessCache,
  ) {
    this.strategy = new Strategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKeyProvider: (_request, _token, done) => {
          done(null, tokens as unknown as string);
        },
      },
      (claims: AccessTokenClaims, done: Done) => {
        this.toPrincipal(claims).then((principal) => {
          done(null, principal);
        }, done);
      },
    );
  }

  authenticate(request: { headers: Record<string, unknown> }): Promise<Principal> {
    return new Promise((resolve, reject) => {
      const decision: Decision = {
        success: resolve,
        fail: (reason) => {
          reject(refusal(request, reason));
        },
        error: (error) => {
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      };
      const attempt = Object.assign(Object.create(this.strategy) as Strategy, decision);
      attempt.authenticate(request as never, {});
    });
  }

  private async toPrincipal(claims: AccessTokenClaims): Promise<Principal> {
    const isCaughtUp = await this.accounts.catchUp(claims.dir);
    const access = await this.accounts.load(claims.sub);
    // An account that is newer than what is known here is nobody's fault: the caller may ask again.
    if (!access && !isCaughtUp)
      throw new DomainError('server.unavailable', { extensions: { retryAfter: 1 } });
    if (!access || access.disabled || isDead(claims, access))
      throw new DomainError('auth.token_invalid');
    const { sub, sid, pwd, scope } = claims;
    const scopes = scope === undefined ? null : scope.split(' ').filter(isScope);
    return new Principal(sub, access.personId, sid, access.roles, pwd === 'change', scopes);
  }
}
