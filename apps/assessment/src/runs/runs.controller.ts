import { Body, Controller, Get, HttpCode, HttpStatus, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam } from '#libs/http';
import { RunDto, RunPageDto, RunsQuery, StartRunRequest } from './dto/run.dto.js';
import { RunStartService } from './run-start.service.js';
import { RunsService } from './runs.service.js';

@ApiTags('assessment')
@Controller('v1/runs')
export class RunsController {
  constructor(
    private readonly starting: RunStartService,
    private readonly runs: RunsService,
  ) {}

  /**
   * Starts the scoring of a month: members, then groups, then branches. Answers at once; `Location` says where to watch.
   *
   * Who is scored, the schemes, and what was recorded so far are frozen with it. 409 `assessment.run_active` while
   * another run of the month and the organization is not done; 422 `assessment.month_not_over`. A month that is
   * published can be scored again: publishing the new run supersedes the old one.
   */
  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiAcceptedResponse({ type: RunDto })
  @RequirePermission('runs.manage')
  @Fails(
    'assessment.month_not_over',
    'assessment.organization_not_found',
    'assessment.organization_needed',
    'assessment.scheme_missing',
    'assessment.run_active',
  )
  async start(
    @CurrentPrincipal() principal: Principal,
    @Body() request: StartRunRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RunDto> {
    const run = await this.starting.start(principal, request);
    void reply.header('location', `/v1/runs/${run.id}`);
    return run;
  }

  /** The runs that score something the caller may read, newest first. */
  @Get()
  @RequirePermission('scores.read')
  list(@CurrentPrincipal() principal: Principal, @Query() query: RunsQuery): Promise<RunPageDto> {
    return this.runs.list(principal, query);
  }

  /** A run: how far it is, and what came of it. */
  @Get(':id')
  @RequirePermission('scores.read')
  @Fails('assessment.run_not_found')
  one(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<RunDto> {
    return this.runs.one(principal, id);
  }

  /**
   * Publishes a draft: its scores become visible to those they are about, and can never be changed again.
   *
   * 409 `assessment.run_not_draft`, and `assessment.run_outdated` when a later run of the month is published.
   */
  @Post(':id/publish')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('runs.publish')
  @Fails('assessment.run_not_found', 'assessment.run_not_draft', 'assessment.run_outdated')
  publish(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<RunDto> {
    return this.runs.publish(principal, id);
  }
}
