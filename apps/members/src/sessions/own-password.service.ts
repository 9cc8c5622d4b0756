import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { inCommand } from '#libs/http';
import { passwordSame } from '../accounts/accounts.errors.js';
import { PasswordChange } from '../accounts/password-change.js';
import type { ChangePasswordRequest } from './dto/own-password.dto.js';
import { loginName } from './login-name.policy.js';
import { PasswordProof } from './password-proof.js';
import { passwordWrong } from './sessions.errors.js';
import { SessionsRepository } from './sessions.repository.js';

@Injectable()
export class OwnPasswordService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: PasswordChange,
    private readonly sessions: SessionsRepository,
    private readonly proof: PasswordProof,
  ) {}

  /** Who has a token and not the password may not try passwords faster than who has neither. */
  async change(
    { accountId, sessionId }: Principal,
    network: string,
    body: ChangePasswordRequest,
  ): Promise<void> {
    const account = await this.changes.find(accountId);
    const { counted: name } = loginName(account.username);
    const attempt = { name, network, account, password: body.current };
    if (!(await this.proof.holds(attempt))) throw passwordWrong();
    if (body.new.normalize('NFKC') === body.current.normalize('NFKC')) throw passwordSame();
    const chosen = await this.changes.choose(body.new);

    await inCommand(this.dataSource, async (tx) => {
      if (!(await this.changes.make(tx, account, chosen))) throw passwordWrong();
      await this.sessions.keepOnly(tx, accountId, sessionId);
    });
  }
}
