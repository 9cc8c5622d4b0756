import { Body, Controller, Get, HttpCode, Query } from '@nestjs/common';
import { Authenticated, CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam, ListQuery, Location, Post } from '#libs/http';
import {
  ChangePartyProbationRequest,
  ImposePartyProbationRequest,
  PartyProbationDto,
  PartyProbationPageDto,
  PartyProbationsQuery,
} from './dto/party-probation.dto.js';
import { PartyProbationListsService } from './party-probation-lists.service.js';
import { PartyProbationsService } from './party-probations.service.js';

/** Probation within the Party (留党察看): who may neither vote, nor elect, nor be elected, and until when. */
@Controller('v1')
export class PartyProbationsController {
  constructor(
    private readonly partyProbations: PartyProbationsService,
    private readonly lists: PartyProbationListsService,
  ) {}

  /**
   * Puts a full member on probation within the Party (留党察看), by a decision and for a time.
   *
   * Meanwhile they have no vote and are not appointed to an office of the Party, and they attend as before (党章 Art. 41).
   * Offices that they hold stay until somebody ends them. 409 `sanctions.probationary_member` for who was a
   * probationary member (预备党员) on the first day: their own probation is extended or cancelled. 409
   * `sanctions.overlaps` when another holds on one of the days, or up to the first: then that is extended. 422
   * `sanctions.too_long` beyond two years (rule `party_probation_months`).
   */
  @Post('members/:personId/party-probations')
  @RequirePermission('members.manage')
  @Location('/v1/party-probations?personId={personId}')
  @Fails(
    'members.not_found',
    'memberships.none_open',
    'sanctions.probationary_member',
    'sanctions.overlaps',
    'sanctions.too_long',
  )
  impose(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @Body() body: ImposePartyProbationRequest,
  ): Promise<PartyProbationDto> {
    return this.partyProbations.impose(principal, personId, body);
  }

  /**
   * Lists probations within the Party (留党察看) by their first day, past ones too.
   *
   * Only for those who manage members; those who are listed see that somebody looked (`GET /v1/me/looks`).
   */
  @Get('party-probations')
  @RequirePermission('members.manage')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PartyProbationsQuery,
  ): Promise<PartyProbationPageDto> {
    return this.lists.page(principal, query);
  }

  /** Lists your own probations within the Party (留党察看), by their first day. */
  @Get('me/party-probations')
  @Authenticated()
  own(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ListQuery,
  ): Promise<PartyProbationPageDto> {
    return this.lists.own(principal, query);
  }

  /**
   * Extends a probation within the Party (延长留党察看期限): `endsOn` is later than before.
   *
   * The whole lasts two years at most (党章 Art. 41; 422 `sanctions.too_long`). 409 `sanctions.already_ended`
   * once its end was decided.
   */
  @Post('party-probations/:id/extend')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails(
    'sanctions.not_found',
    'sanctions.already_ended',
    'sanctions.overlaps',
    'sanctions.too_long',
  )
  extend(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: ChangePartyProbationRequest,
  ): Promise<PartyProbationDto> {
    return this.partyProbations.extend(principal, id, body);
  }

  /**
   * Ends a probation within the Party: rights are restored (恢复党员权利) on the day that was set, or sooner.
   *
   * With its first day as `endsOn` it is annulled (撤销处分): it holds on no day, and stays in the list. That may still be
   * done once it was ended otherwise; 409 `sanctions.already_ended` for any other day that is not sooner.
   */
  @Post('party-probations/:id/end')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails('sanctions.not_found', 'sanctions.already_ended')
  end(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: ChangePartyProbationRequest,
  ): Promise<PartyProbationDto> {
    return this.partyProbations.end(principal, id, body);
  }
}
