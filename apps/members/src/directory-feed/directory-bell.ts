import { Injectable } from '@nestjs/common';
import { AccountAccessCache } from '#libs/auth';
import { afterCommit, type Transaction } from '#libs/database';
import { Outbox } from '#libs/messaging';

/** Rung once by every transaction that changes what the directory feed tells in any of its streams. */
@Injectable()
export class DirectoryBell {
  constructor(
    private readonly outbox: Outbox,
    private readonly accounts: AccountAccessCache,
  ) {}

  async ring(tx: Transaction): Promise<void> {
    await this.publish(tx);
    // This service needs no bell: what it remembers of accounts is forgotten at once.
    afterCommit(tx, () => {
      this.accounts.clear();
    });
  }

  /** Sessions of one account ended, which happens too often for all others to be looked up anew. */
  async ringFor(tx: Transaction, accountId: string): Promise<void> {
    await this.publish(tx);
    afterCommit(tx, () => {
      this.accounts.forget(accountId);
    });
  }

  private async publish(tx: Transaction): Promise<void> {
    await this.outbox.publish(tx, 'members.directory.changed', { v: 1 });
  }
}
