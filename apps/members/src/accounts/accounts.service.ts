import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { brokenConstraint } from '#libs/database';
import { inCommand } from '#libs/http';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import {
  isClient,
  ownAccount,
  personHasAccount,
  roleNeeded,
  usernameTaken,
} from './accounts.errors.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountScope } from './account-scope.js';
import type {
  CreateAccountRequest,
  CreatedAccountDto,
  PasswordResetDto,
} from './dto/account.dto.js';
import { PasswordRules } from './password-rules.js';
import { Passwords } from './passwords.js';

@Injectable()
export class AccountsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsRepository,
    private readonly scope: AccountScope,
    private readonly passwords: Passwords,
    private readonly rules: PasswordRules,
    private readonly bell: DirectoryBell,
  ) {}

  async create(principal: Principal, body: CreateAccountRequest): Promise<CreatedAccountDto> {
    const { personId, roles = [] } = body;
    if (personId === null && roles.length === 0) throw roleNeeded();
    const initialPassword = body.password === undefined ? this.passwords.generate() : undefined;
    const passwordHash = await this.passwords.hash(body.password ?? initialPassword ?? '');
    const username = body.username.normalize('NFKC');
    const passwordMustChange = initialPassword !== undefined || body.mustChange === true;

    return inCommand(this.dataSource, async (tx) => {
      if (personId !== null) await this.scope.requirePerson(tx, principal, personId);
      const organizationIds = roles.map(({ organizationId }) => organizationId);
      await this.scope.requireOrganizations(
        tx,
        principal,
        organizationIds,
        (i) => `/roles/${i}/organizationId`,
      );
      if (body.password !== undefined)
        await this.rules.require(tx, { username, personId }, body.password, '/password');

      const accountId = await this.accounts
        .insert(tx, { personId, username, passwordHash, passwordMustChange })
        .catch(explain);
      const startsOn = this.scope.today();
      const grants = roles.map((held) => ({ ...held, accountId, startsOn, endsOn: null }));
      await this.accounts.insertGrants(tx, grants);
      await this.bell.ring(tx);
      return {
        id: accountId,
        username,
        passwordMustChange,
        ...(initialPassword !== undefined && { initialPassword }),
      };
    });
  }

  async disable(principal: Principal, id: string): Promise<void> {
    if (id === principal.accountId) throw ownAccount();
    await this.setDisabled(principal, id, true);
  }

  async enable(principal: Principal, id: string): Promise<void> {
    await this.setDisabled(principal, id, false);
  }

  /** One's own is changed by who knows it, or a token that was stolen would do to take an account. */
  async resetPassword(principal: Principal, id: string): Promise<PasswordResetDto> {
    if (id === principal.accountId) throw ownAccount();
    const initialPassword = this.passwords.generate();
    const passwordHash = await this.passwords.hash(initialPassword);
    return inCommand(this.dataSource, async (tx) => {
      const { username, passwordHash: before } = await this.scope.findWhole(tx, principal, id);
      if (before === null) throw isClient();
      await this.accounts.setPassword(tx, id, { passwordHash, passwordMustChange: true });
      await this.bell.ring(tx);
      return { id, username, initialPassword };
    });
  }

  private async setDisabled(principal: Principal, id: string, disabled: boolean): Promise<void> {
    await inCommand(this.dataSource, async (tx) => {
      const account = await this.scope.findWhole(tx, principal, id);
      if (account.disabled === disabled) return;
      await this.accounts.setDisabled(tx, id, disabled);
      await this.bell.ring(tx);
    });
  }
}

function explain(error: unknown): never {
  const constraint = brokenConstraint(error);
  if (constraint === 'accounts_username') throw usernameTaken(error);
  if (constraint === 'accounts_person_id_key') throw personHasAccount(error);
  throw error;
}
