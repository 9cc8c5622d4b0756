import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam, ListQuery } from '#libs/http';
import { ExplainedScoreDto, OwnScorePageDto, ScorePageDto, ScoresQuery } from './dto/score.dto.js';
import { ScoresService } from './scores.service.js';

@ApiTags('assessment')
@Controller('v1')
export class ScoresController {
  constructor(private readonly scores: ScoresService) {}

  /**
   * The scores of a run at one level, where the caller may read them. Ordered by place in the organization tree and then
   * by id, never by score: people are not ranked.
   */
  @Get('runs/:id/scores')
  @RequirePermission('scores.read')
  @Fails('assessment.run_not_found')
  list(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Query() query: ScoresQuery,
  ): Promise<ScorePageDto> {
    return this.scores.list(principal, id, query);
  }

  /** One score explained: every line with its value, target and points, down to the records it came from. */
  @Get('runs/:id/scores/:subjectId')
  @RequirePermission('scores.read')
  @Fails('assessment.run_not_found', 'assessment.score_not_found')
  explain(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @IdParam('subjectId') subjectId: string,
  ): Promise<ExplainedScoreDto> {
    return this.scores.explain(principal, id, subjectId);
  }

  /**
   * The caller's own published scores, newest month first, explained line by line, with how many of the branch's members
   * have which grade. Of a month that was corrected the correction is shown.
   */
  @Get('me/scores')
  @Authenticated()
  @Fails('auth.forbidden')
  own(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ListQuery,
  ): Promise<OwnScorePageDto> {
    return this.scores.own(principal, query);
  }
}
