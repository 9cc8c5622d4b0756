import { Body, Controller, Get, HttpCode, Patch, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import {
  EntityTag,
  type ExpectedVersion,
  Fails,
  IdParam,
  IfMatch,
  ListQuery,
  Location,
  Post,
  ShowsOnce,
} from '#libs/http';
import { ClientListsService } from './client-lists.service.js';
import { ClientsService } from './clients.service.js';
import {
  ChangeClientRequest,
  ClientDto,
  ClientPageDto,
  ClientUsagePageDto,
  CreateClientRequest,
  CreatedClientDto,
  MadeSecretDto,
  MakeSecretRequest,
} from './dto/client.dto.js';

/** Programs of integrators: what they may do, their secrets, and how often they come. */
@Controller('v1/clients')
export class ClientsController {
  constructor(
    private readonly clients: ClientsService,
    private readonly lists: ClientListsService,
  ) {}

  /**
   * Makes a client, with its first secret, which is shown in this answer only.
   *
   * It may do what its roles permit where it holds them, as far as its scopes go, and nothing that is a person's own. Roles
   * are given and ended like those of accounts (`/v1/accounts/{id}/grants`), and it is disabled like them. 409
   * `accounts.username_taken` when an account or a client is called so.
   */
  @Post()
  @RequirePermission('accounts.manage')
  @Location('/v1/clients/{id}')
  @ShowsOnce('secret')
  @Fails('organizations.not_found', 'accounts.username_taken')
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateClientRequest,
  ): Promise<CreatedClientDto> {
    return this.clients.create(principal, body);
  }

  /** Lists the clients that hold a role where you administer, by name. */
  @Get()
  @RequirePermission('accounts.manage')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ListQuery,
  ): Promise<ClientPageDto> {
    return this.lists.page(principal, query);
  }

  /** Shows one client. */
  @Get(':id')
  @RequirePermission('accounts.manage')
  @EntityTag()
  @Fails('clients.not_found')
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<ClientDto> {
    return this.lists.get(principal, id);
  }

  /**
   * Changes a client's name or scopes; what is left out stays.
   *
   * With other scopes, the tokens that are out are dead within seconds. 403 `accounts.beyond_scope` when it holds roles
   * beyond what you administer.
   */
  @Patch(':id')
  @RequirePermission('accounts.manage')
  @EntityTag()
  @Fails('clients.not_found', 'accounts.beyond_scope', 'accounts.username_taken')
  async change(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersion,
    @Body() body: ChangeClientRequest,
  ): Promise<ClientDto> {
    await this.clients.change(principal, id, expected, body);
    return this.lists.get(principal, id);
  }

  /**
   * Makes another secret, which is shown in this answer only, so that one can follow the other without a gap.
   *
   * 409 `clients.secrets_full` when two are good already.
   */
  @Post(':id/secrets')
  @RequirePermission('accounts.manage')
  @ShowsOnce('secret')
  @Fails('clients.not_found', 'accounts.beyond_scope', 'clients.secrets_full')
  makeSecret(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: MakeSecretRequest,
  ): Promise<MadeSecretDto> {
    return this.clients.makeSecret(principal, id, body);
  }

  /** Revokes a secret: no token is given for it, and the client's tokens that are out are dead within seconds. */
  @Post(':id/secrets/:secretId/revoke')
  @HttpCode(204)
  @RequirePermission('accounts.manage')
  @Fails('clients.not_found', 'clients.secret_not_found', 'accounts.beyond_scope')
  revokeSecret(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @IdParam('secretId') secretId: string,
  ): Promise<void> {
    return this.clients.revokeSecret(principal, id, secretId);
  }

  /** Lists how often the client asked for tokens, a line for each day on which it came, the last first. */
  @Get(':id/usage')
  @RequirePermission('accounts.manage')
  @Fails('clients.not_found')
  usage(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Query() query: ListQuery,
  ): Promise<ClientUsagePageDto> {
    return this.lists.usage(principal, id, query);
  }
}
