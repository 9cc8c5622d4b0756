import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam } from '#libs/http';
import { ActivityService } from './activity.service.js';
import { ActivityDetailDto, ActivityPageDto } from './dto/activity.dto.js';
import { ActivityListQuery } from './dto/activity-list.dto.js';
import { CancelActivityRequest, PlanActivityRequest } from './dto/plan-activity.dto.js';

@Controller('v1/activities')
export class ActivityController {
  constructor(private readonly activities: ActivityService) {}

  /**
   * Plan an activity
   *
   * An activity to come, or one held long ago that is recorded now. An organization has one record of an event: a second
   * with the same principal type and start is a 409 `activities.already_recorded`, whose `existing` is the address of
   * the first; add the other duties to its `types` instead. 422 where the organization does not hold such activities.
   */
  @Post()
  @RequirePermission('activities.record')
  @Fails(
    'activities.organization_not_found',
    'activities.organization_dissolved',
    'activities.starts_at_out_of_range',
    'activities.type_not_for_organization',
    'activities.types_do_not_combine',
    'activities.already_recorded',
  )
  async plan(
    @CurrentPrincipal() principal: Principal,
    @Body() request: PlanActivityRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActivityDetailDto> {
    const activity = await this.activities.plan(principal, request);
    void reply.header('location', `/v1/activities/${activity.id}`);
    return activity;
  }

  /**
   * List activities
   *
   * Those of the organizations where the caller may read activities, and of all below them; the latest start first.
   */
  @Get()
  @RequirePermission('activities.read')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() filter: ActivityListQuery,
  ): Promise<ActivityPageDto> {
    return this.activities.list(principal, filter);
  }

  /**
   * Read an activity
   *
   * With minutes, evidence, counts of attendance, and every decision of the review.
   */
  @Get(':id')
  @RequirePermission('activities.read')
  @Fails('activities.not_found')
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<ActivityDetailDto> {
    return this.activities.get(principal, id);
  }

  /**
   * Cancel a planned activity
   *
   * Only while it is `planned`: what was held stays on record. Else 409 `activities.not_in_state` with its `activityStatus`.
   */
  @Post(':id/cancel')
  @RequirePermission('activities.record')
  @Fails('activities.not_found', 'activities.not_in_state')
  @HttpCode(200)
  cancel(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() request: CancelActivityRequest,
  ): Promise<ActivityDetailDto> {
    return this.activities.cancel(principal, id, request);
  }
}
