import { Body, Controller, Get, HttpCode, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentPrincipal, type Principal } from '#libs/auth';
import { Fails, IdParam, ListQuery, Location, Post } from '#libs/http';
import { TransferDto, TransferPageDto } from './dto/transfer.dto.js';
import { RequestOwnTransferRequest, StopTransferRequest } from './dto/transfer-request.dto.js';
import { TransferListsService } from './transfer-lists.service.js';
import { TransferStepsService } from './transfer-steps.service.js';
import { TransfersService } from './transfers.service.js';

/** The caller's own transfers. */
@ApiTags('Transfers')
@Controller('v1/me/transfers')
export class OwnTransfersController {
  constructor(
    private readonly transfers: TransfersService,
    private readonly steps: TransferStepsService,
    private readonly lists: TransferListsService,
  ) {}

  /**
   * Requests your own transfer; your branch, or whoever is above it, approves it or says why not.
   *
   * 403 `auth.forbidden` for an account that is no person's.
   */
  @Post()
  @Authenticated()
  @Location('/v1/me/transfers')
  @Fails(
    'auth.forbidden',
    'memberships.none_open',
    'organizations.not_found',
    'organizations.dissolved',
    'transfers.target_not_allowed',
    'transfers.open_already',
  )
  request(
    @CurrentPrincipal() principal: Principal,
    @Body() body: RequestOwnTransferRequest,
  ): Promise<TransferDto> {
    return this.transfers.requestOwn(principal, body);
  }

  /** Lists your own transfers, newest first, with every step and its reason. */
  @Get()
  @Authenticated()
  @Fails('auth.forbidden')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ListQuery,
  ): Promise<TransferPageDto> {
    return this.lists.ownPage(principal, query);
  }

  /** Withdraws your own transfer before the letter is out. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Authenticated()
  @Fails('auth.forbidden', 'transfers.not_found', 'transfers.wrong_state')
  withdraw(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: StopTransferRequest,
  ): Promise<TransferDto> {
    return this.steps.withdrawOwn(principal, id, body);
  }
}
