import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import type { ListQuery } from '#libs/http';
import { RunsReadModel } from '../runs/runs.read-model.js';
import type {
  ExplainedScoreDto,
  OwnScorePageDto,
  ScorePageDto,
  ScoresQuery,
} from './dto/score.dto.js';
import { ExplainedReadModel } from './explained.read-model.js';
import { OwnScoresReadModel } from './own-scores.read-model.js';
import { scoreNotFound } from './scores.errors.js';
import { ScoresReadModel } from './scores.read-model.js';

@Injectable()
export class ScoresService {
  constructor(
    private readonly runs: RunsReadModel,
    private readonly scores: ScoresReadModel,
    private readonly explained: ExplainedReadModel,
    private readonly ownScores: OwnScoresReadModel,
  ) {}

  async list(principal: Principal, runId: string, filter: ScoresQuery): Promise<ScorePageDto> {
    const ranges = principal.ranges('scores.read');
    const run = await this.runs.one(ranges, runId);
    return this.scores.list(run, ranges, filter);
  }

  async explain(
    principal: Principal,
    runId: string,
    subjectId: string,
  ): Promise<ExplainedScoreDto> {
    const ranges = principal.ranges('scores.read');
    const run = await this.runs.one(ranges, runId);
    const explained = await this.explained.one(run, ranges, subjectId);
    if (!explained) throw scoreNotFound();
    return explained;
  }

  own(principal: Principal, filter: ListQuery): Promise<OwnScorePageDto> {
    return this.ownScores.list(principal.requirePerson(), filter);
  }
}
