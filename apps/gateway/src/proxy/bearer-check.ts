import { Injectable } from '@nestjs/common';
import { type AccessTokenClaims, AccessTokens, bearerRefusal } from '#libs/auth';
import { DomainError } from '#libs/contracts';

const BEARER = /^Bearer +([^\s]+)$/i;

/**
 * Turns away at the door what cannot be a token of ours. Whether the account still may is for the service, which
 * verifies again and knows of revocations.
 */
@Injectable()
export class BearerCheck {
  constructor(private readonly tokens: AccessTokens) {}

  /**
   * Nothing to await for a token seen before.
   *
   * @throws auth.token_missing, auth.token_invalid, or server.unavailable when the keys cannot be fetched.
   */
  check(authorization: string | undefined): AccessTokenClaims | Promise<AccessTokenClaims> {
    if (authorization === undefined) throw new DomainError('auth.token_missing');
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) throw new DomainError('auth.token_invalid');
    return this.tokens.remembered(token) ?? this.verify(token);
  }

  private async verify(token: string): Promise<AccessTokenClaims> {
    try {
      return await this.tokens.verify(token);
    } catch (reason) {
      throw bearerRefusal(reason);
    }
  }
}
