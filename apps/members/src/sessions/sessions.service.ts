import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#libs/calendar';
import { inTransaction, type Transaction } from '#libs/database';
import { Passwords } from '../accounts/passwords.js';
import type { LoginRequest, TokensDto } from './dto/session.dto.js';
import { LoginAttemptsRepository } from './login-attempts.repository.js';
import { credentialsInvalid, refreshInvalid, slowDown } from './sessions.errors.js';
import { type LiveSession, SessionsRepository } from './sessions.repository.js';
import { ACCESS_TOKEN_SECONDS, TokenIssuer, type TokenSubject } from './token-issuer.js';

const SESSION_MS = 30 * 24 * 3600 * 1000;
const REFRESH_BYTES = 32;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

interface Issued extends TokenSubject {
  readonly refreshToken: string;
}

@Injectable()
export class SessionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: SessionsRepository,
    private readonly attempts: LoginAttemptsRepository,
    private readonly passwords: Passwords,
    private readonly issuer: TokenIssuer,
    private readonly clock: Clock,
  ) {}

  async login(body: LoginRequest): Promise<TokensDto> {
    const username = body.username.normalize('NFKC');
    const wait = await this.attempts.claim(username, this.clock.now());
    if (wait > 0) throw slowDown(wait);
    const account = await this.sessions.accountByUsername(username);
    const matches = await this.passwords.matches(body.password, account?.password_hash);
    if (!account || !matches || account.disabled) throw credentialsInvalid();
    await this.attempts.succeeded(username, this.clock.now());

    const issued = await inTransaction(this.dataSource, async (tx) => {
      const id = await this.sessions.begin(tx, account, this.expiry());
      if (id === undefined) throw credentialsInvalid();
      const { password_must_change } = account;
      return this.issue(tx, { id, account_id: account.id, password_must_change });
    });
    return this.tokens(issued);
  }

  async refresh(refreshToken: string): Promise<TokensDto> {
    const hash = hashOf(refreshToken);
    // The refusal is thrown behind the transaction: what it revoked has to stay revoked.
    const issued = await inTransaction(this.dataSource, async (tx) => {
      if (!(await this.sessions.useToken(tx, hash))) {
        // A token used twice was stolen by one of the two, and nobody knows by whom: the session ends for both.
        await this.sessions.revokeByToken(tx, hash);
        return undefined;
      }
      const session = await this.sessions.liveSession(tx, hash, this.clock.now());
      if (!session) return undefined;
      await this.sessions.prolong(tx, session.id, this.expiry());
      return this.issue(tx, session);
    });
    if (!issued) throw refreshInvalid();
    return this.tokens(issued);
  }

  /** Quiet about tokens that are unknown: there is nothing left to end. */
  async logout(refreshToken: string): Promise<void> {
    await inTransaction(this.dataSource, (tx) =>
      this.sessions.revokeByToken(tx, hashOf(refreshToken)),
    );
  }

  private expiry(): Date {
    return new Date(this.clock.now().getTime() + SESSION_MS);
  }

  private async issue(tx: Transaction, session: LiveSession): Promise<Issued> {
    const refreshToken = randomBytes(REFRESH_BYTES).toString('base64url');
    await this.sessions.addToken(tx, session.id, hashOf(refreshToken));
    return {
      accountId: session.account_id,
      sessionId: session.id,
      refreshToken,
      passwordMustChange: session.password_must_change,
      directory: await this.sessions.directoryPosition(tx),
    };
  }

  private async tokens(issued: Issued): Promise<TokensDto> {
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
