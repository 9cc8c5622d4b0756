import { Body, Controller, Get, HttpCode, Patch, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import {
  BatchAnswerDto,
  CallerLanguage,
  EntityTag,
  ExpectedVersion,
  Fails,
  IdParam,
  IfMatch,
  type Language,
  Location,
  Post,
} from '#libs/http';
import { ActivityPlanningService } from './activity-planning.service.js';
import { ActivitiesService } from './activities.service.js';
import { ActivityDetailDto, ActivityPageDto } from './dto/activity.dto.js';
import { ActivitiesQuery } from './dto/activity-list.dto.js';
import {
  ActivityBatchRequest,
  CancelActivityRequest,
  PlanActivityRequest,
  ReviseActivityRequest,
} from './dto/plan-activity.dto.js';

@Controller('v1/activities')
export class ActivitiesController {
  constructor(
    private readonly activities: ActivitiesService,
    private readonly planning: ActivityPlanningService,
  ) {}

  /**
   * Plans an activity
   *
   * An activity to come, or one held long ago that is recorded now. An organization has one record of an event: a second
   * with the same principal type and start is a 409 `activities.already_recorded`, whose `existing` is the address of
   * the first; add the other duties to its `types` instead. 422 where the organization does not hold such activities.
   */
  @Post()
  @RequirePermission('activities.record')
  @EntityTag()
  @Location('/v1/activities/{id}')
  @Fails(
    'activities.organization_not_found',
    'activities.organization_dissolved',
    'activities.starts_at_out_of_range',
    'activities.type_not_for_organization',
    'activities.types_do_not_combine',
    'activities.already_recorded',
  )
  plan(
    @CurrentPrincipal() principal: Principal,
    @Body() request: PlanActivityRequest,
  ): Promise<ActivityDetailDto> {
    return this.planning.plan(principal, request);
  }

  /**
   * Plans many activities
   *
   * Up to 1,000, all or those that are sound. Each item is what planning one takes, and is answered in its place as
   * planning one would be.
   */
  @Post('batch')
  @RequirePermission('activities.record')
  @HttpCode(200)
  batch(
    @CurrentPrincipal() principal: Principal,
    @Body() request: ActivityBatchRequest,
    @CallerLanguage() language: Language,
  ): Promise<BatchAnswerDto> {
    return this.planning.batch(principal, request, language);
  }

  /**
   * Lists activities
   *
   * Those of the organizations where the caller may read activities, and of all below them; the latest start first, or
   * with `sort=startsAt` the earliest.
   */
  @Get()
  @RequirePermission('activities.read')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() filter: ActivitiesQuery,
  ): Promise<ActivityPageDto> {
    return this.activities.list(principal, filter);
  }

  /**
   * Shows an activity
   *
   * With minutes, evidence, counts of attendance, and every decision of the review.
   */
  @Get(':id')
  @RequirePermission('activities.read')
  @EntityTag()
  @Fails('activities.not_found')
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<ActivityDetailDto> {
    return this.activities.get(principal, id);
  }

  /**
   * Revises a plan
   *
   * Only while the activity is `planned`; what is left out stays, null takes away. The rules are those of planning.
   */
  @Patch(':id')
  @RequirePermission('activities.record')
  @EntityTag()
  @Fails(
    'activities.not_found',
    'activities.not_in_state',
    'activities.organization_not_found',
    'activities.starts_at_out_of_range',
    'activities.type_not_for_organization',
    'activities.types_do_not_combine',
    'activities.already_recorded',
  )
  revise(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersion,
    @Body() request: ReviseActivityRequest,
  ): Promise<ActivityDetailDto> {
    return this.activities.revise(principal, id, expected, request);
  }

  /**
   * Cancels a planned activity
   *
   * Only while it is `planned`: what was held stays on record. Else 409 `activities.not_in_state` with its `activityStatus`.
   */
  @Post(':id/cancel')
  @RequirePermission('activities.record')
  @Fails('activities.not_found', 'activities.not_in_state')
  @HttpCode(200)
  @EntityTag()
  cancel(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() request: CancelActivityRequest,
  ): Promise<ActivityDetailDto> {
    return this.activities.cancel(principal, id, request);
  }
}
