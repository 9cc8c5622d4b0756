import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock } from '#libs/calendar';
import { brokenConstraint, inTransaction, type Transaction } from '#libs/database';
import { type ExpectedVersion, inCommand } from '#libs/http';
import { AccountScope } from '../accounts/account-scope.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import { type MadeSecret, makeSecret, secretExpiry } from './client-secrets.js';
import { clientNameTaken, clientNotFound, secretNotFound, secretsFull } from './clients.errors.js';
import { type Client, ClientsRepository } from './clients.repository.js';
import type {
  ChangeClientRequest,
  CreateClientRequest,
  CreatedClientDto,
  MadeSecretDto,
  MakeSecretRequest,
} from './dto/client.dto.js';

/** A client is an account of no person and without a password, so that its roles are granted and told like all others. */
@Injectable()
export class ClientsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clients: ClientsRepository,
    private readonly accounts: AccountsRepository,
    private readonly scope: AccountScope,
    private readonly bell: DirectoryBell,
    private readonly clock: Clock,
  ) {}

  async create(principal: Principal, body: CreateClientRequest): Promise<CreatedClientDto> {
    const { roles, scopes } = body;
    const name = body.name.normalize('NFKC');
    const made = makeSecret();
    return inCommand(this.dataSource, async (tx) => {
      await this.scope.requireOrganizations(
        tx,
        principal,
        roles.map(({ organizationId }) => organizationId),
        (i) => `/roles/${i}/organizationId`,
      );
      const id = await this.accounts
        .insert(tx, {
          personId: null,
          username: name,
          passwordHash: null,
          passwordMustChange: false,
        })
        .catch(explain);
      const startsOn = this.scope.today();
      await this.accounts.insertGrants(
        tx,
        roles.map((held) => ({ ...held, accountId: id, startsOn, endsOn: null })),
      );
      await this.clients.insert(tx, id, scopes);
      const { expiresAt } = await this.addSecret(tx, id, made, body);
      await this.bell.ring(tx);
      return { id, name, secret: made.secret, expiresAt };
    });
  }

  async change(
    principal: Principal,
    id: string,
    expected: ExpectedVersion,
    body: ChangeClientRequest,
  ): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      const { name: before, client } = await this.findWhole(tx, principal, id);
      expected.require(client.version);
      const { scopes = client.scopes } = body;
      const name = body.name?.normalize('NFKC') ?? before;
      await this.clients.change(tx, id, { name, scopes }).catch(explain);
      if (body.scopes) await this.clients.killTokens(tx, id);
      await this.bell.ring(tx);
    });
  }

  async makeSecret(
    principal: Principal,
    id: string,
    body: MakeSecretRequest,
  ): Promise<MadeSecretDto> {
    const made = makeSecret();
    return inCommand(this.dataSource, async (tx) => {
      await this.findWhole(tx, principal, id);
      const { secretId, expiresAt } = await this.addSecret(tx, id, made, body);
      return { id: secretId, hint: made.hint, expiresAt, secret: made.secret };
    });
  }

  /** Whoever has it has tokens by it, too. */
  async revokeSecret(principal: Principal, id: string, secretId: string): Promise<void> {
    await inCommand(this.dataSource, async (tx) => {
      await this.findWhole(tx, principal, id);
      if (!(await this.clients.revokeSecret(tx, id, secretId))) throw secretNotFound();
      await this.clients.killTokens(tx, id);
      await this.bell.ring(tx);
    });
  }

  /** Under the lock of its account. */
  private async findWhole(
    tx: Transaction,
    principal: Principal,
    id: string,
  ): Promise<{ readonly name: string; readonly client: Client }> {
    const { username } = await this.scope.findWhole(tx, principal, id, clientNotFound);
    const client = await this.clients.find(tx, id);
    if (!client) throw clientNotFound();
    return { name: username, client };
  }

  private async addSecret(
    tx: Transaction,
    accountId: string,
    { digest, hint }: MadeSecret,
    { expiresInDays }: MakeSecretRequest,
  ): Promise<{ readonly secretId: string; readonly expiresAt: Date }> {
    const now = this.clock.now();
    const expiresAt = secretExpiry(now, expiresInDays);
    const secretId = await this.clients.addSecret(tx, accountId, { digest, hint, expiresAt }, now);
    if (secretId === undefined) throw secretsFull();
    return { secretId, expiresAt };
  }
}

function explain(error: unknown): never {
  throw brokenConstraint(error) === 'accounts_username' ? clientNameTaken(error) : error;
}
