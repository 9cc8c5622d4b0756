import { Injectable } from '@nestjs/common';
import { type AccountAccess, AccountAccessSource } from './account-access.js';

/** Short, because a role taken away must be gone everywhere within seconds, on copies that no bell reached too. */
const LIFETIME_MS = 2000;
const CAPACITY = 10_000;

/** Remembers for two seconds what accounts may do; emptied at once when the service learns of a change. */
@Injectable()
export class AccountAccessCache {
  private readonly entries = new Map<
    string,
    { until: number; access: Promise<AccountAccess | null> }
  >();

  constructor(private readonly source: AccountAccessSource) {}

  load(accountId: string): Promise<AccountAccess | null> {
    const now = performance.now();
    const known = this.entries.get(accountId);
    if (known && known.until > now) return known.access;
    if (this.entries.size >= CAPACITY) this.entries.clear();
    const access = this.source.load(accountId);
    this.entries.set(accountId, { until: now + LIFETIME_MS, access });
    access.then(
      (found) => {
        if (!found) this.entries.delete(accountId);
      },
      () => this.entries.delete(accountId),
    );
    return access;
  }

  catchUp(position: string): Promise<boolean> {
    return this.source.catchUp(position);
  }

  /** What only this account may do has changed. */
  forget(accountId: string): void {
    this.entries.delete(accountId);
  }

  clear(): void {
    this.entries.clear();
  }
}
