import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock } from '#libs/calendar';
import { inCommand } from '#libs/http';
import { passwordSame } from '../accounts/accounts.errors.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { PasswordRules } from '../accounts/password-rules.js';
import { Passwords } from '../accounts/passwords.js';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import type { ChangePasswordRequest } from './dto/own-password.dto.js';
import { LoginAttemptsRepository } from './login-attempts.repository.js';
import { passwordWrong, slowDown } from './sessions.errors.js';
import { SessionsRepository } from './sessions.repository.js';

@Injectable()
export class OwnPasswordService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly attempts: LoginAttemptsRepository,
    private readonly passwords: Passwords,
    private readonly rules: PasswordRules,
    private readonly bell: DirectoryBell,
    private readonly clock: Clock,
  ) {}

  /** Who has a token and not the password may not try passwords faster than who has neither. */
  async change({ accountId, sessionId }: Principal, body: ChangePasswordRequest): Promise<void> {
    const account = await this.accounts.own(accountId);
    const wait = await this.attempts.claim(account.username, this.clock.now());
    if (wait > 0) throw slowDown(wait);
    if (!(await this.passwords.matches(body.current, account.passwordHash))) throw passwordWrong();
    await this.attempts.succeeded(account.username, this.clock.now());
    if (body.new.normalize('NFKC') === body.current.normalize('NFKC')) throw passwordSame();
    const passwordHash = await this.passwords.hash(body.new);

    await inCommand(this.dataSource, async (tx) => {
      const { passwordHash: now } = await this.accounts.ownForUpdate(tx, accountId);
      // Somebody else changed it in between: what was compared is no longer the password.
      if (now !== account.passwordHash) throw passwordWrong();
      await this.rules.require(tx, account, body.new, '/new');
      await this.accounts.setPassword(tx, accountId, { passwordHash, passwordMustChange: false });
      await this.sessions.keepOnly(tx, accountId, sessionId);
      await this.bell.ring(tx);
    });
  }
}
