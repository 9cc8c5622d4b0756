import { Body, Controller, Get, HttpCode, Query } from '@nestjs/common';
import { Authenticated, CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam, ListQuery, Location, Post } from '#libs/http';
import {
  EndExemptionRequest,
  ExemptionDto,
  ExemptionPageDto,
  ExemptionsQuery,
  ExemptRequest,
} from './dto/exemption.dto.js';
import { VoterPageDto, VotersQuery } from './dto/voter.dto.js';
import { ExemptionListsService } from './exemption-lists.service.js';
import { ExemptionsService } from './exemptions.service.js';

/** Who need not come, and who is not counted where the branch meeting votes. */
@Controller('v1')
export class ExemptionsController {
  constructor(
    private readonly exemptions: ExemptionsService,
    private readonly lists: ExemptionListsService,
  ) {}

  /**
   * Exempts a member from attendance or from the base of votes (应到会), for a reason and a time.
   *
   * 409 `exemptions.overlaps` when the member is exempt from that already on one of the days.
   */
  @Post('members/:personId/exemptions')
  @RequirePermission('members.manage')
  @Location('/v1/exemptions?personId={personId}')
  @Fails('members.not_found', 'memberships.none_open', 'exemptions.overlaps')
  exempt(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @Body() body: ExemptRequest,
  ): Promise<ExemptionDto> {
    return this.exemptions.exempt(principal, personId, body);
  }

  /**
   * Lists exemptions by the day on which they begin, past ones too.
   *
   * Only for those who manage members, since a reason may tell of illness.
   */
  @Get('exemptions')
  @RequirePermission('members.manage')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ExemptionsQuery,
  ): Promise<ExemptionPageDto> {
    return this.lists.page(principal, query);
  }

  /** Lists your own exemptions, by the day on which they begin. */
  @Get('me/exemptions')
  @Authenticated()
  own(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ListQuery,
  ): Promise<ExemptionPageDto> {
    return this.lists.own(principal, query);
  }

  /** Ends an exemption, or shortens it. */
  @Post('exemptions/:id/end')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails('exemptions.not_found', 'exemptions.already_ended')
  end(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: EndExemptionRequest,
  ): Promise<ExemptionDto> {
    return this.exemptions.end(principal, id, body);
  }

  /**
   * Lists the members of an organization on a day, and who of them votes and is counted as due (应到会).
   *
   * A probationary member has no vote (党章 Art. 7), and neither has who is on probation within the Party that day (留党察看,
   * Art. 41); who is exempt has one, and is not counted. A floating member votes in
   * the own branch, never where they take part meanwhile. `base` has the numbers that a vote is counted against
   * (支部工作条例 Art. 11).
   */
  @Get('organizations/:id/voters')
  @RequirePermission('members.read')
  @Fails('organizations.not_found')
  voters(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Query() query: VotersQuery,
  ): Promise<VoterPageDto> {
    return this.lists.votersOf(principal, id, query);
  }
}
