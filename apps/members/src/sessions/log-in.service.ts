import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '#libs/database';
import { FieldSeal } from '../sealing/field-seal.js';
import type { Client } from './client.js';
import type { LoginRequest, TokensDto } from './dto/session.dto.js';
import { loginName } from './login-name.policy.js';
import { PasswordProof } from './password-proof.js';
import { SessionTokens } from './session-tokens.js';
import { credentialsInvalid } from './sessions.errors.js';
import { SessionsRepository } from './sessions.repository.js';

@Injectable()
export class LogInService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: SessionsRepository,
    private readonly proof: PasswordProof,
    private readonly seal: FieldSeal,
    private readonly tokens: SessionTokens,
  ) {}

  async logIn(body: LoginRequest, client: Client): Promise<TokensDto> {
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
      const id = await this.sessions.begin(tx, account, client.agent, this.tokens.expiry());
      if (id === undefined) throw credentialsInvalid();
      const { id: accountId, passwordMustChange } = account;
      return this.tokens.issue(tx, { id, accountId, passwordMustChange });
    });
    return this.tokens.answer(issued);
  }
}
