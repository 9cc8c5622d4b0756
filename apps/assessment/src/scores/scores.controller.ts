import { Controller, Get, Query } from '@nestjs/common';
import { Authenticated, CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam, ListQuery } from '#libs/http';
import { ExplainedScoreDto, OwnScorePageDto, ScorePageDto, ScoresQuery } from './dto/score.dto.js';
import { ScoreChangePageDto, ScoreChangesQuery } from './dto/score-change.dto.js';
import { ScoresService } from './scores.service.js';

@Controller('v1')
export class ScoresController {
  constructor(private readonly scores: ScoresService) {}

  /**
   * Lists the scores of a run at one level, where the caller may read them. Ordered by place in the organization tree and
   * then by id, never by score: people are not ranked.
   *
   * Of a run that is not published only for those who may manage runs there; for others 409
   * `assessment.run_not_published`.
   */
  @Get('runs/:id/scores')
  @RequirePermission('scores.read')
  @Fails('assessment.run_not_found', 'assessment.run_not_published')
  list(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Query() query: ScoresQuery,
  ): Promise<ScorePageDto> {
    return this.scores.list(principal, id, query);
  }

  /**
   * Lists what a correction changes: the scores of a run that differ from those of the run it supersedes or, before it
   * is published, would supersede. Only those whom a change is about are told of it. Ordered as the scores are.
   *
   * 409 `assessment.run_not_scored` while the run is not scored to its end.
   */
  @Get('runs/:id/changes')
  @RequirePermission('scores.read')
  @Fails('assessment.run_not_found', 'assessment.run_not_published', 'assessment.run_not_scored')
  changes(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Query() query: ScoreChangesQuery,
  ): Promise<ScoreChangePageDto> {
    return this.scores.changes(principal, id, query);
  }

  /** Explains one score: every line with its value, target and points, down to the records it came from. */
  @Get('runs/:id/scores/:subjectId')
  @RequirePermission('scores.read')
  @Fails('assessment.run_not_found', 'assessment.run_not_published', 'assessment.score_not_found')
  explain(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @IdParam('subjectId') subjectId: string,
  ): Promise<ExplainedScoreDto> {
    return this.scores.explain(principal, id, subjectId);
  }

  /**
   * Lists the caller's own published scores, newest month first, explained line by line, with how many of the branch's
   * members have which grade. Of a month that was corrected the correction is shown.
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
