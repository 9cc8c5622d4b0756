import { Body, Controller, Get, HttpCode, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam, Post, ShowsOnce } from '#libs/http';
import { AccountListsService } from './account-lists.service.js';
import { AccountsService } from './accounts.service.js';
import {
  AccountPageDto,
  AccountsQuery,
  CreateAccountRequest,
  CreatedAccountDto,
  EndGrantRequest,
  GrantDto,
  GrantRoleRequest,
  PasswordResetDto,
} from './dto/account.dto.js';
import { GrantsService } from './grants.service.js';

/** Ways to log in, and the roles given to them. */
@Controller('v1')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly lists: AccountListsService,
    private readonly grants: GrantsService,
  ) {}

  /**
   * Makes an account for a person, or for a program with roles of its own.
   *
   * Memberships and offices of the person give their roles by themselves. A password that the server makes must be changed
   * at the first log-in. 409 `accounts.username_taken`, 409
   * `accounts.person_has_account`; 403 `accounts.beyond_scope` when the person holds roles beyond what you administer.
   */
  @Post('accounts')
  @RequirePermission('accounts.manage')
  @ShowsOnce('initialPassword')
  @Fails(
    'members.not_found',
    'organizations.not_found',
    'accounts.username_taken',
    'accounts.person_has_account',
    'accounts.role_needed',
    'accounts.password_weak',
    'accounts.beyond_scope',
  )
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateAccountRequest,
  ): Promise<CreatedAccountDto> {
    return this.accounts.create(principal, body);
  }

  /** Lists the accounts of the people and roles that you administer, by user name. */
  @Get('accounts')
  @RequirePermission('accounts.manage')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: AccountsQuery,
  ): Promise<AccountPageDto> {
    return this.lists.page(principal, query);
  }

  /** Gives a role in an organization that you administer, from a day and, if said, until a day. */
  @Post('accounts/:id/grants')
  @RequirePermission('accounts.manage')
  @Fails('accounts.not_found', 'organizations.not_found')
  grant(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: GrantRoleRequest,
  ): Promise<GrantDto> {
    return this.grants.add(principal, id, body);
  }

  /** Ends a granted role: everywhere within seconds, also for tokens already out. */
  @Post('grants/:id/end')
  @HttpCode(200)
  @RequirePermission('accounts.manage')
  @Fails('grants.not_found', 'grants.already_ended', 'accounts.own_account')
  endGrant(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: EndGrantRequest,
  ): Promise<GrantDto> {
    return this.grants.end(principal, id, body);
  }

  /** Disables an account: its sessions and tokens are dead everywhere within seconds. */
  @Post('accounts/:id/disable')
  @HttpCode(204)
  @RequirePermission('accounts.manage')
  @Fails('accounts.not_found', 'accounts.beyond_scope', 'accounts.own_account')
  disable(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<void> {
    return this.accounts.disable(principal, id);
  }

  /**
   * Resets the password: a new one is made and shown once.
   *
   * It must be changed at the next log-in; all sessions and tokens of the account are dead everywhere within seconds. One's
   * own is changed by `POST /v1/me/password`; 409 `accounts.is_client` when it is a client's, which has none.
   */
  @Post('accounts/:id/password-reset')
  @HttpCode(200)
  @RequirePermission('accounts.manage')
  @ShowsOnce('initialPassword')
  @Fails(
    'accounts.not_found',
    'accounts.beyond_scope',
    'accounts.own_account',
    'accounts.is_client',
  )
  resetPassword(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
  ): Promise<PasswordResetDto> {
    return this.accounts.resetPassword(principal, id);
  }

  /** Lets a disabled account log in again; its old tokens stay dead. */
  @Post('accounts/:id/enable')
  @HttpCode(204)
  @RequirePermission('accounts.manage')
  @Fails('accounts.not_found', 'accounts.beyond_scope')
  enable(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<void> {
    return this.accounts.enable(principal, id);
  }
}
