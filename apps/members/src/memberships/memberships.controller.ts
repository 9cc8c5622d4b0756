import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam, ListQuery } from '#libs/http';
import {
  ChangeStandingRequest,
  ExtendProbationRequest,
  MembershipChangeDto,
  MembershipChangePageDto,
  MembershipDecisionRequest,
} from './dto/membership-change.dto.js';
import { ProbationPageDto, ProbationsQuery } from './dto/probation.dto.js';
import { MembershipListsService } from './membership-lists.service.js';
import { MembershipsService } from './memberships.service.js';

/** What was decided of memberships: by people, each with its day and its document. */
@Controller('v1')
export class MembershipsController {
  constructor(
    private readonly memberships: MembershipsService,
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

  /** Lists what was decided of a person's membership, oldest first. */
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
