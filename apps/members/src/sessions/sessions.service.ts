import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#libs/calendar';
import { inTransaction } from '#libs/database';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import type { TokensDto } from './dto/session.dto.js';
import { hashOf, SessionTokens } from './session-tokens.js';
import { refreshInvalid } from './sessions.errors.js';
import { SessionsRepository } from './sessions.repository.js';

@Injectable()
export class SessionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: SessionsRepository,
    private readonly tokens: SessionTokens,
    private readonly bell: DirectoryBell,
    private readonly clock: Clock,
  ) {}

  async refresh(refreshToken: string): Promise<TokensDto> {
    const hash = hashOf(refreshToken);
    const renewed = await inTransaction(this.dataSource, async (tx) => {
      await this.sessions.shareAccountOf(tx, hash);
      if (!(await this.sessions.useToken(tx, hash))) return 'used';
      const session = await this.sessions.liveSession(tx, hash, this.clock.now());
      if (!session) return undefined;
      await this.sessions.prolong(tx, session.id, this.tokens.expiry());
      return this.tokens.issue(tx, session);
    });
    // A token used twice was stolen by one of the two, and nobody knows by whom: the session ends for both, and stays ended
    // although this is refused.
    if (renewed === 'used') await this.end(hash);
    if (!renewed || renewed === 'used') throw refreshInvalid();
    return this.tokens.answer(renewed);
  }

  /** Quiet about tokens that are unknown: there is nothing left to end. */
  async logOut(refreshToken: string): Promise<void> {
    await this.end(hashOf(refreshToken));
  }

  /** Ends the session of a refresh token, its access tokens with it. */
  private async end(hash: Buffer): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const accountId = await this.sessions.lockAccountOf(tx, hash);
      if (accountId === undefined) return;
      if (await this.sessions.endByToken(tx, hash)) await this.bell.ringFor(tx, accountId);
    });
  }
}
