import { Injectable } from '@nestjs/common';
import { AccountAccessCache } from '#libs/auth';
import { afterCommit, type Transaction } from '#libs/database';
import { Outbox } from '#libs/messaging';

/** Rung once by every transaction that changes what the directory feed tells. */
@Injectable()
export class DirectoryBell {
  constructor(
    private readonly outbox: Outbox,
    private readonly accounts: AccountAccessCache,
  ) {}

  async ring(tx: Transaction): Promise<void> {
    await this.outbox.publish(tx, 'members.directory.changed', { v: 1 });
    // This service needs no bell: what it remembers of accounts is forgotten at once.
    afterCommit(tx, () => {
      this.accounts.clear();
    });
  }
}
