import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/calendar';
import type { Transaction } from '#libs/database';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import { SessionsRepository } from './sessions.repository.js';

/** What every request with a token of the account is held against is never longer than this. */
const MOST_TOLD = 100;

/** Tells every service that sessions have ended, so that their access tokens are dead there too. */
@Injectable()
export class SessionEnds {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly bell: DirectoryBell,
    private readonly clock: Clock,
  ) {}

  /** Under the account's lock, in the transaction that ended them. A trigger has noted the account for the feed. */
  async tell(tx: Transaction, accountId: string): Promise<void> {
    if ((await this.sessions.countEnded(tx, accountId)) > MOST_TOLD)
      await this.sessions.killTokens(tx, accountId, this.clock.now());
    await this.bell.ring(tx);
  }
}
