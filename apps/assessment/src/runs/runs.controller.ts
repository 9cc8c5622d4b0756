import { Body, Controller, Get, HttpCode, Query } from '@nestjs/common';
import { ApiAcceptedResponse } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam, Location, Post, RelatedTo, RequiresIdempotencyKey } from '#libs/http';
import { RunDto, RunPageDto, RunsQuery, StartRunRequest } from './dto/run.dto.js';
import { RunControlService } from './run-control.service.js';
import { RunStartService } from './run-start.service.js';
import { RunsService } from './runs.service.js';

@Controller('v1/runs')
export class RunsController {
  constructor(
    private readonly starting: RunStartService,
    private readonly runs: RunsService,
    private readonly control: RunControlService,
  ) {}

  /**
   * Starts the scoring of a month: members, then groups, then branches. Answers at once; `Location` says where to watch.
   *
   * Who is scored, the schemes, and what was recorded so far are frozen with it. 409 `assessment.run_active` while
   * another run of the month and the organization is not done; 422 `assessment.month_not_over`. A month that is
   * published can be scored again: publishing the new run supersedes the old one.
   */
  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse({ type: RunDto })
  @RequirePermission('runs.manage')
  @RequiresIdempotencyKey()
  @Location('/v1/operations/assessment-{id}')
  @RelatedTo('/v1/runs/{id}')
  @Fails(
    'assessment.month_not_over',
    'assessment.organization_not_found',
    'assessment.organization_needed',
    'assessment.scheme_missing',
    'assessment.run_active',
  )
  start(
    @CurrentPrincipal() principal: Principal,
    @Body() request: StartRunRequest,
  ): Promise<RunDto> {
    return this.starting.start(principal, request);
  }

  /** Lists the runs that score something the caller may read, newest first. */
  @Get()
  @RequirePermission('scores.read')
  list(@CurrentPrincipal() principal: Principal, @Query() query: RunsQuery): Promise<RunPageDto> {
    return this.runs.list(principal, query);
  }

  /** Shows a run: how far it is, and what came of it. */
  @Get(':id')
  @RequirePermission('scores.read')
  @Fails('assessment.run_not_found')
  one(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<RunDto> {
    return this.runs.one(principal, id);
  }

  /**
   * Publishes a draft: its scores become visible to those they are about, and can never be changed again. Everybody is
   * told; of a correction those only whose score or grade it changes.
   *
   * 409 `assessment.run_not_draft`, and `assessment.run_outdated` when a later run of the month is published.
   */
  @Post(':id/publish')
  @HttpCode(200)
  @RequirePermission('runs.publish')
  @Fails('assessment.run_not_found', 'assessment.run_not_draft', 'assessment.run_outdated')
  publish(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<RunDto> {
    return this.runs.publish(principal, id);
  }

  /**
   * Stops a run that is under way, gives up one that failed, discards a draft. What is scored so far stays beside it.
   *
   * 409 `assessment.run_not_cancellable` when it is published or cancelled already.
   */
  @Post(':id/cancel')
  @Fails('assessment.run_not_found', 'assessment.run_not_cancellable')
  @HttpCode(200)
  @RequirePermission('runs.manage')
  cancel(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<RunDto> {
    return this.control.cancel(principal, id);
  }

  /**
   * Takes up a run that failed or was cancelled: what it is made of stays as it was frozen, and what is scored stays.
   *
   * 409 `assessment.run_not_resumable`, and `assessment.run_active` while another run of the month is not done.
   */
  @Post(':id/resume')
  @Fails('assessment.run_not_found', 'assessment.run_not_resumable', 'assessment.run_active')
  @HttpCode(200)
  @RequirePermission('runs.manage')
  resume(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<RunDto> {
    return this.control.resume(principal, id);
  }
}
