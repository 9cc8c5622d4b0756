import { Body, Controller, Get, HttpCode, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam, Location, Post } from '#libs/http';
import { TransferDto, TransferPageDto, TransfersQuery } from './dto/transfer.dto.js';
import {
  EnterTransferRequest,
  RequestTransferRequest,
  StopTransferRequest,
  TransferStepRequest,
} from './dto/transfer-request.dto.js';
import { TransferListsService } from './transfer-lists.service.js';
import { TransferStepsService } from './transfer-steps.service.js';
import { TransfersService } from './transfers.service.js';

/** Transfers of members (组织关系转接), by the side whose step it is. */
@Controller('v1/transfers')
export class TransfersController {
  constructor(
    private readonly transfers: TransfersService,
    private readonly steps: TransferStepsService,
    private readonly lists: TransferListsService,
  ) {}

  /**
   * Requests that a member of yours be transferred, to another branch or group or out of the suite.
   *
   * The secretary of the branch may; to approve it and to issue the letter is for who manages members.
   * The sending organization answers for the member, and counts them, until they are accepted
   * (《中国共产党党员教育管理工作条例》). 409 `transfers.open_already` while another transfer of the member is under way.
   */
  @Post()
  @RequirePermission('transfers.handle')
  @Location('/v1/transfers/{id}')
  @Fails(
    'members.not_found',
    'memberships.none_open',
    'organizations.not_found',
    'organizations.dissolved',
    'transfers.target_not_allowed',
    'transfers.open_already',
  )
  request(
    @CurrentPrincipal() principal: Principal,
    @Body() body: RequestTransferRequest,
  ): Promise<TransferDto> {
    return this.transfers.request(principal, body);
  }

  /**
   * Enters a member who comes from outside the suite, with the letter that they bring.
   *
   * Somebody who was transferred out before; they are a member again when you accept them. 409
   * `transfers.letter_expired` when the letter is older than the rule `transfer_letter_months` says.
   */
  @Post('from-outside')
  @RequirePermission('members.manage')
  @Location('/v1/transfers/{id}')
  @Fails(
    'members.not_found',
    'organizations.not_found',
    'organizations.dissolved',
    'transfers.target_not_allowed',
    'transfers.open_already',
    'transfers.still_member',
    'transfers.not_transferred_out',
    'transfers.letter_expired',
  )
  enter(
    @CurrentPrincipal() principal: Principal,
    @Body() body: EnterTransferRequest,
  ): Promise<TransferDto> {
    return this.transfers.enter(principal, body);
  }

  /** Lists the transfers from and to the organizations you may see, newest first; those that come, from the letter on. */
  @Get()
  @RequirePermission('members.read')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: TransfersQuery,
  ): Promise<TransferPageDto> {
    return this.lists.page(principal, query);
  }

  /** Shows one transfer. The look is logged, and the member sees it in `GET /v1/me/looks`. */
  @Get(':id')
  @RequirePermission('members.read')
  @Fails('transfers.not_found')
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<TransferDto> {
    return this.lists.get(principal, id);
  }

  /** Approves that the member leaves; the sending side's step. */
  @Post(':id/approve-out')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails('transfers.not_found', 'transfers.other_side', 'transfers.wrong_state')
  approveOut(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: TransferStepRequest,
  ): Promise<TransferDto> {
    return this.steps.approveOut(principal, id, body);
  }

  /**
   * Issues the letter of transfer (介绍信), with the next number of its year; the sending side's step.
   *
   * It is good for as long as the rule `transfer_letter_months` says on its day, its last day included; then the
   * transfer is expired, and the member is where they were. Print it at `/letter.pdf`.
   */
  @Post(':id/issue-letter')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails('transfers.not_found', 'transfers.other_side', 'transfers.wrong_state')
  issueLetter(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: TransferStepRequest,
  ): Promise<TransferDto> {
    return this.steps.issueLetter(principal, id, body);
  }

  /**
   * Accepts the member; the receiving side's step, or of a transfer to outside the sending side's, on receipt (回执).
   *
   * The secretary of the receiving branch may; a receipt is for who manages members (403 `auth.forbidden`).
   * From `doneOn` they belong where they are accepted, or nowhere in the suite, and hold no more offices where they
   * left; nobody floats any more whose membership has followed. 409 `memberships.decided_since` when something was
   * decided of the membership for a later day, 409 `transfers.letter_expired` behind the letter's last day.
   */
  @Post(':id/accept')
  @HttpCode(200)
  @RequirePermission('transfers.handle')
  @Fails(
    'transfers.not_found',
    'transfers.other_side',
    'transfers.wrong_state',
    'transfers.letter_expired',
    'transfers.belongs_elsewhere',
    'transfers.still_member',
    'transfers.target_not_allowed',
    'organizations.not_found',
    'organizations.dissolved',
    'memberships.none_open',
    'memberships.decided_since',
  )
  accept(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: TransferStepRequest,
  ): Promise<TransferDto> {
    return this.steps.accept(principal, id, body);
  }

  /**
   * Rejects the member, who stays where they are; everybody who sees the transfer is told why.
   *
   * By whoever may accept them.
   */
  @Post(':id/reject')
  @HttpCode(200)
  @RequirePermission('transfers.handle')
  @Fails(
    'transfers.not_found',
    'transfers.other_side',
    'transfers.wrong_state',
    'transfers.letter_expired',
  )
  reject(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: StopTransferRequest,
  ): Promise<TransferDto> {
    return this.steps.reject(principal, id, body);
  }

  /**
   * Withdraws a transfer, or refuses what a member asked for, before the letter is out; the sending side's step.
   *
   * The secretary of the branch that the member would leave may, whoever requested or approved it.
   */
  @Post(':id/withdraw')
  @HttpCode(200)
  @RequirePermission('transfers.handle')
  @Fails('transfers.not_found', 'transfers.other_side', 'transfers.wrong_state')
  withdraw(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: StopTransferRequest,
  ): Promise<TransferDto> {
    return this.steps.withdraw(principal, id, body);
  }
}
