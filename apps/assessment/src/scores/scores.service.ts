import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import type { ListQuery } from '#libs/http';
import { RunsReadModel } from '../runs/runs.read-model.js';
import type { RunDto } from '../runs/dto/run.dto.js';
import type {
  ExplainedScoreDto,
  OwnScorePageDto,
  ScorePageDto,
  ScoresQuery,
} from './dto/score.dto.js';
import type { ScoreChangePageDto, ScoreChangesQuery } from './dto/score-change.dto.js';
import { ExplainedReadModel } from './explained.read-model.js';
import { OwnScoresReadModel } from './own-scores.read-model.js';
import { ScoreChangesReadModel } from './score-changes.read-model.js';
import { runNotPublished, runNotScored, scoreNotFound } from './scores.errors.js';
import { ScoresReadModel } from './scores.read-model.js';

@Injectable()
export class ScoresService {
  constructor(
    private readonly runs: RunsReadModel,
    private readonly scores: ScoresReadModel,
    private readonly changed: ScoreChangesReadModel,
    private readonly explained: ExplainedReadModel,
    private readonly ownScores: OwnScoresReadModel,
  ) {}

  async list(principal: Principal, runId: string, filter: ScoresQuery): Promise<ScorePageDto> {
    const ranges = principal.ranges('scores.read');
    const run = await this.readableRun(principal, runId);
    return this.scores.list(run, ranges, filter);
  }

  async explain(
    principal: Principal,
    runId: string,
    subjectId: string,
  ): Promise<ExplainedScoreDto> {
    const ranges = principal.ranges('scores.read');
    const run = await this.readableRun(principal, runId);
    const explained = await this.explained.one(run, ranges, subjectId);
    if (!explained) throw scoreNotFound();
    return explained;
  }

  async changes(
    principal: Principal,
    runId: string,
    filter: ScoreChangesQuery,
  ): Promise<ScoreChangePageDto> {
    const run = await this.readableRun(principal, runId);
    if (run.resultHash === null) throw runNotScored();
    return this.changed.list(run, principal.ranges('scores.read'), filter);
  }

  own(principal: Principal, filter: ListQuery): Promise<OwnScorePageDto> {
    return this.ownScores.list(principal.requirePerson(), filter);
  }

  /**
   * Before they are published, scores are for those who are to look them over.
   *
   * @throws assessment.run_not_found, assessment.run_not_published
   */
  private async readableRun(principal: Principal, runId: string): Promise<RunDto> {
    const run = await this.runs.one(principal.ranges('scores.read'), runId);
    if (run.status === 'published') return run;
    if (await this.runs.find(principal.ranges('runs.manage'), runId)) return run;
    throw runNotPublished();
  }
}
