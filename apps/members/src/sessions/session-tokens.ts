import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ACCESS_TOKEN_SECONDS } from '#libs/auth';
import { Clock } from '#libs/calendar';
import type { Transaction } from '#libs/database';
import type { TokensDto } from './dto/session.dto.js';
import { type LiveSession, SessionsRepository } from './sessions.repository.js';
import { TokenIssuer, type TokenSubject } from './token-issuer.js';
import { tokenMoment } from './token-moment.js';

const SESSION_MS = 30 * 24 * 3600 * 1000;
const REFRESH_BYTES = 32;

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

interface Issued extends TokenSubject {
  readonly refreshToken: string;
}

/** The tokens of a session, as it begins and each time it is renewed. */
@Injectable()
export class SessionTokens {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly issuer: TokenIssuer,
    private readonly clock: Clock,
  ) {}

  /** When a session is over that nobody renews from now on. */
  expiry(): Date {
    return new Date(this.clock.now().getTime() + SESSION_MS);
  }

  /** Under a lock of the account. */
  async issue(tx: Transaction, session: LiveSession): Promise<Issued> {
    const refreshToken = randomBytes(REFRESH_BYTES).toString('base64url');
    await this.sessions.addToken(tx, session.id, hashOf(refreshToken));
    return {
      accountId: session.accountId,
      sessionId: session.id,
      refreshToken,
      passwordMustChange: session.passwordMustChange,
      moment: await tokenMoment(tx),
    };
  }

  /** Behind the transaction: to sign takes a while. */
  async answer(issued: Issued): Promise<TokensDto> {
    const { refreshToken, passwordMustChange } = issued;
    return {
      accessToken: await this.issuer.accessToken(issued),
      refreshToken,
      passwordMustChange,
      expiresIn: ACCESS_TOKEN_SECONDS,
      tokenType: 'Bearer',
    };
  }
}
