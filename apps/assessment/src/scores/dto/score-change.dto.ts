import { IsIn } from 'class-validator';
import { type Grade, type ScoreLevel, scoreLevels } from '#libs/contracts';
import { ListQuery } from '#libs/http';
import type { NotScoredReason } from './score.dto.js';

export class ScoreChangesQuery extends ListQuery {
  /** Which of the three levels. */
  @IsIn(scoreLevels)
  level: ScoreLevel = 'branch';
}

export class ScoreOutcome {
  /**
   * Points, to the hundredth; null: not scored.
   * @example 92.5
   */
  score!: number | null;

  /**
   * Null where nothing is scored, and for probationary members, who are scored and not graded.
   * @example excellent
   */
  grade!: Grade | null;

  notScoredReason!: NotScoredReason | null;
}

export class ScoreChangeDto {
  /** The person, the group or the branch. */
  subjectId!: string;
  name!: string | null;

  /** Where the person is a member; the group or branch itself. */
  organizationId!: string;
  organizationName!: string | null;

  level!: ScoreLevel;

  /**
   * In the run that is, or was, published before; null: was not in it.
   * @example { "score": 88.5, "grade": "good", "notScoredReason": null }
   */
  before!: ScoreOutcome | null;
  /**
   * In this run; null: is not in it any more.
   * @example { "score": 92.5, "grade": "excellent", "notScoredReason": null }
   */
  after!: ScoreOutcome | null;
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
