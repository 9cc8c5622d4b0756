import { Body, Controller, HttpCode } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { EntityTag, Fails, IdParam, Post } from '#libs/http';
import { ActivityDetailDto } from '../activities/dto/activity.dto.js';
import { ReturnActivityRequest } from './dto/review.dto.js';
import { ReviewsService } from './reviews.service.js';
import { SubmissionService } from './submission.service.js';

@Controller('v1/activities/:id')
export class ReviewsController {
  constructor(
    private readonly submissions: SubmissionService,
    private readonly reviews: ReviewsService,
  ) {}

  /**
   * Submits an activity for review
   *
   * A `held` activity whose minutes are written: 422 `activities.minutes_missing` without them. Evidence is welcome and
   * not demanded. 422 `activities.attendance_incomplete` names those who were recorded as exempt by an exemption that
   * does not hold any more: the activity is recorded anew.
   */
  @Post('submit')
  @RequirePermission('activities.record')
  @Fails(
    'activities.not_found',
    'activities.not_in_state',
    'activities.minutes_missing',
    'activities.attendance_incomplete',
  )
  @HttpCode(200)
  @EntityTag()
  submit(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
  ): Promise<ActivityDetailDto> {
    return this.submissions.submit(principal, id);
  }

  /**
   * Approves and files an activity (备案)
   *
   * A `submitted` activity becomes `filed`: from now on its attendance counts. By another account than the one that
   * submitted it, else 403 `activities.reviewer_is_submitter`; an administrator may.
   */
  @Post('approve')
  @RequirePermission('activities.review')
  @Fails('activities.not_found', 'activities.not_in_state', 'activities.reviewer_is_submitter')
  @HttpCode(200)
  @EntityTag()
  approve(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
  ): Promise<ActivityDetailDto> {
    return this.reviews.approve(principal, id);
  }

  /**
   * Returns an activity
   *
   * A `submitted` activity goes back with a reason; it is then recorded anew and submitted again.
   */
  @Post('return')
  @RequirePermission('activities.review')
  @Fails('activities.not_found', 'activities.not_in_state', 'activities.reviewer_is_submitter')
  @HttpCode(200)
  @EntityTag()
  return(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() request: ReturnActivityRequest,
  ): Promise<ActivityDetailDto> {
    return this.reviews.return(principal, id, request);
  }
}
