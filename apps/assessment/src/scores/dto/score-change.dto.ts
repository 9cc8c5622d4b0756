import { OmitType } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { type ScoreLevel, scoreLevels } from '#libs/contracts';
import { ListQuery } from '#libs/http';
import { ScoreDto, ScoreOutcomeDto } from './score.dto.js';

export class ScoreChangesQuery extends ListQuery {
  /** Which of the three levels. */
  @IsIn(scoreLevels)
  level: ScoreLevel = 'branch';
}

export class ScoreChangeDto extends OmitType(ScoreDto, ['score', 'grade', 'notScoredReason']) {
  /**
   * In the run that is, or was, published before; null: was not in it.
   * @example { "score": 88.5, "grade": "good", "notScoredReason": null }
   */
  before!: ScoreOutcomeDto | null;
  /**
   * In this run; null: is not in it any more.
   * @example { "score": 92.5, "grade": "excellent", "notScoredReason": null }
   */
  after!: ScoreOutcomeDto | null;
}

export class ScoreChangePageDto {
  /**
   * The run that this one supersedes, or would; null: the month was not published before, and nothing is listed.
   * @example 019a3b5e-7c10-7d9a-8f3e-1c4c19be1aed
   */
  comparedWith!: string | null;
  data!: ScoreChangeDto[];
  /** Where to go on; null on the last page. */
  nextCursor!: string | null;
}
