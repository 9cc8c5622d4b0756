import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import type { Account } from './account.entity.js';
import { AccountsRepository } from './accounts.repository.js';
import { PasswordRules } from './password-rules.js';
import { Passwords } from './passwords.js';

/** A password as it was chosen, and what is kept of it: hashing takes too long to be done in a transaction. */
export interface Chosen {
  readonly password: string;
  readonly passwordHash: string;
}

/** The owner of an account changes its password. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly passwords: Passwords,
    private readonly rules: PasswordRules,
    private readonly bell: DirectoryBell,
  ) {}

  find(accountId: string): Promise<Account> {
    return this.accounts.own(accountId);
  }

  async choose(password: string): Promise<Chosen> {
    return { password, passwordHash: await this.passwords.hash(password) };
  }

  /**
   * @param compared the account whose password was compared.
   * @returns false when somebody else changed it in between, or disabled the account: no session outlives that.
   * @throws accounts.password_weak
   */
  async make(tx: Transaction, compared: Account, chosen: Chosen): Promise<boolean> {
    const now = await this.accounts.ownForUpdate(tx, compared.id);
    if (now.passwordHash !== compared.passwordHash || now.disabled) return false;
    await this.rules.require(tx, now, chosen.password, '/new');
    const { passwordHash } = chosen;
    await this.accounts.setPassword(tx, now.id, { passwordHash, passwordMustChange: false });
    await this.bell.ring(tx);
    return true;
  }
}
