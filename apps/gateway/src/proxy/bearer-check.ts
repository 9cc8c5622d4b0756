import { Injectable } from '@nestjs/common';
import { AccessTokens, bearerRefusal } from '#libs/auth';
import { Clock } from '#libs/calendar';
import { DomainError } from '#libs/contracts';

const CAPACITY = 10_000;
const BEARER = /^Bearer +([^\s]+)$/i;

/**
 * Turns away at the door what cannot be a token of ours. Verified tokens are remembered until they expire, as many as
 * fit: verifying a signature costs more than passing the request on. Whether the account still may is for the service,
 * which verifies again and knows of revocations.
 */
@Injectable()
export class BearerCheck {
  /** Oldest first: a Map keeps the order of insertion. */
  private readonly verified = new Map<string, number>();

  constructor(
    private readonly tokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws auth.token_missing, auth.token_invalid, or server.unavailable when the keys cannot be fetched. */
  async check(authorization: string | undefined): Promise<void> {
    if (authorization === undefined) throw new DomainError('auth.token_missing');
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) throw new DomainError('auth.token_invalid');
    const now = this.clock.now().getTime();
    const known = this.verified.get(token);
    if (known !== undefined && known > now) return;
    try {
      const { exp } = await this.tokens.verify(token);
      this.remember(token, exp * 1000);
    } catch (reason) {
      this.verified.delete(token);
      throw bearerRefusal(reason);
    }
  }

  private remember(token: string, until: number): void {
    if (this.verified.size >= CAPACITY) {
      const [oldest] = this.verified.keys();
      if (oldest !== undefined) this.verified.delete(oldest);
    }
    this.verified.set(token, until);
  }
}
