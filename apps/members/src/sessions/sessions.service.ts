import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#libs/calendar';
import { inTransaction, type Transaction } from '#libs/database';
import { FieldSeal } from '../sealing/field-seal.js';
import type { Client } from './client.js';
import type { LoginRequest, TokensDto } from './dto/session.dto.js';
import { loginName } from './login-name.policy.js';
import { PasswordProof } from './password-proof.js';
import { credentialsInvalid, refreshInvalid } from './sessions.errors.js';
import { type LiveSession, SessionsRepository } from './sessions.repository.js';
import { ACCESS_TOKEN_SECONDS, TokenIssuer, type TokenSubject } from './token-issuer.js';
import { tokenMoment } from './token-moment.js';

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
    private readonly proof: PasswordProof,
    private readonly seal: FieldSeal,
    private readonly issuer: TokenIssuer,
    private readonly clock: Clock,
  ) {}

  async login(body: LoginRequest, client: Client): Promise<TokensDto> {
    const typed = loginName(body.username);
    const phoneIndex = typed.phone === undefined ? null : this.seal.index(typed.phone, 'phone');
    const account = await this.sessions.accountToLogIn(typed.username, phoneIndex);
    const holds = await this.proof.holds({
      name: typed.counted,
      network: client.network,
      account,
      password: body.password,
    });
    if (!account || !holds) throw credentialsInvalid();

    const issued = await inTransaction(this.dataSource, async (tx) => {
      const id = await this.sessions.begin(tx, account, client.agent, this.expiry());
      if (id === undefined) throw credentialsInvalid();
      const { id: accountId, passwordMustChange } = account;
      return this.issue(tx, { id, accountId, passwordMustChange });
    });
    return this.tokens(issued);
  }

  async refresh(refreshToken: string): Promise<TokensDto> {
    const hash = hashOf(refreshToken);
    // The refusal is thrown behind the transaction: what it revoked has to stay revoked.
    const issued = await inTransaction(this.dataSource, async (tx) => {
      await this.sessions.shareAccountOf(tx, hash);
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
      accountId: session.accountId,
      sessionId: session.id,
      refreshToken,
      passwordMustChange: session.passwordMustChange,
      moment: await tokenMoment(tx),
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
