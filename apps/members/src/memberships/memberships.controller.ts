import { Body, Controller, Get, HttpCode, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam, ListQuery, Post } from '#libs/http';
import {
  ChangeStandingRequest,
  ExtendProbationRequest,
  MembershipChangeDto,
  MembershipChangePageDto,
  MembershipDecisionRequest,
  RevokeDecisionRequest,
} from './dto/membership-change.dto.js';
import { ProbationPageDto, ProbationsQuery } from './dto/probation.dto.js';
import { MembershipListsService } from './membership-lists.service.js';
import { MembershipRevocationsService } from './membership-revocations.service.js';
import { MembershipsService } from './memberships.service.js';

/** What was decided of memberships: by people, each with its day and its document. */
@Controller('v1')
export class MembershipsController {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly revocations: MembershipRevocationsService,
    private readonly lists: MembershipListsService,
  ) {}

  /**
   * Confirms a probationary member (转正); party age counts from that day.
   *
   * 409 `memberships.probation_not_over` before a year from the admission, or the extended probation, has passed
   * (党章 Art. 7); `probationEndsOn` says when that is.
   */
  @Post('members/:personId/confirm')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails(
    'members.not_found',
    'memberships.none_open',
    'memberships.decided_since',
    'memberships.not_probationary',
    'memberships.probation_not_over',
  )
  confirm(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @Body() body: MembershipDecisionRequest,
  ): Promise<MembershipChangeDto> {
    return this.memberships.confirm(principal, personId, body);
  }

  /**
   * Extends a probation (延长预备期), once and by a year at most.
   *
   * 党章 Art. 7.
   */
  @Post('members/:personId/extend-probation')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails(
    'members.not_found',
    'memberships.none_open',
    'memberships.decided_since',
    'memberships.not_probationary',
    'memberships.extended_before',
    'memberships.extension_too_long',
  )
  extend(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @Body() body: ExtendProbationRequest,
  ): Promise<MembershipChangeDto> {
    return this.memberships.extend(principal, personId, body);
  }

  /** Cancels a probation (取消预备党员资格); the membership ends on that day. */
  @Post('members/:personId/cancel-probation')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails(
    'members.not_found',
    'memberships.none_open',
    'memberships.decided_since',
    'memberships.not_probationary',
  )
  cancel(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @Body() body: MembershipDecisionRequest,
  ): Promise<MembershipChangeDto> {
    return this.memberships.cancel(principal, personId, body);
  }

  /**
   * Enters a member in the register of the floating (流动) or the long sick (长病), or takes them out of it.
   *
   * Both have a contact person; who floats has an organization where they take part meanwhile.
   */
  @Post('members/:personId/standing')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails(
    'members.not_found',
    'memberships.none_open',
    'memberships.decided_since',
    'memberships.standing_unchanged',
  )
  changeStanding(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @Body() body: ChangeStandingRequest,
  ): Promise<MembershipChangeDto> {
    return this.memberships.changeStanding(principal, personId, body);
  }

  /**
   * Revokes what was decided wrongly of a membership: it is again what it was before, as if that had not been decided.
   *
   * Only the last decision that stands is revoked (409 `memberships.not_last`), and after it the one before. Decision and
   * revocation stay in the history. What a cancelled probation ended is put back, but for an office that somebody else
   * holds by now. 409 `memberships.relied_upon` where something rests on the decision; `reliedUponBy` says what:
   * `transfer`, one that is under way since; `membership`, another one since; `office`, one that was given to them since
   * they were confirmed; `party_probation`, one that was imposed on them since they were confirmed. 409 `memberships.before_unknown` for one of a time when it was not kept what was so before.
   */
  @Post('members/:personId/changes/:id/revoke')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails(
    'members.not_found',
    'memberships.change_not_found',
    'memberships.not_revocable',
    'memberships.revoked_already',
    'memberships.not_last',
    'memberships.before_unknown',
    'memberships.relied_upon',
    'organizations.dissolved',
  )
  revoke(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @IdParam() id: string,
    @Body() body: RevokeDecisionRequest,
  ): Promise<MembershipChangeDto> {
    return this.revocations.revoke(principal, personId, id, body);
  }

  /** Lists what was decided of a person's membership, oldest first, with what was revoked of it. */
  @Get('members/:personId/changes')
  @RequirePermission('members.read')
  @Fails('members.not_found')
  changes(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @Query() query: ListQuery,
  ): Promise<MembershipChangePageDto> {
    return this.lists.changes(principal, personId, query);
  }

  /** Lists the probationary members by the day on which their probation ends, those overdue first. */
  @Get('probations')
  @RequirePermission('members.read')
  probations(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ProbationsQuery,
  ): Promise<ProbationPageDto> {
    return this.lists.probations(principal, query);
  }
}
