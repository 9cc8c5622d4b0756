import { PickType } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import {
  type ActivityType,
  type AttendanceStatus,
  type Grade,
  type ScoreLevel,
  scoreLevels,
} from '#libs/contracts';
import { ListQuery, MayBeLeftOut } from '#libs/http';
import { BilingualTextDto } from '../../schemes/dto/bilingual.dto.js';
import type { InapplicableCode } from '../explained-line.js';

/** `category`: the scheme does not score this category; `nothing_applicable`: nothing was due this month. */
export type NotScoredReason = 'category' | 'nothing_applicable';

export class ScoresQuery extends ListQuery {
  /** Which of the three levels. */
  @IsIn(scoreLevels)
  level: ScoreLevel = 'branch';

  /** Scores in this organization and below only. */
  @MayBeLeftOut()
  @IsUUID()
  organizationId?: string;
}

export class ScoreDto {
  /** The person, the group or the branch. */
  subjectId!: string;
  name!: string | null;

  /** Where the person is a member; the group or branch itself. */
  organizationId!: string;
  organizationName!: string | null;

  level!: ScoreLevel;

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

export class ScoreOutcomeDto extends PickType(ScoreDto, ['score', 'grade', 'notScoredReason']) {}

export class ScorePageDto {
  data!: ScoreDto[];
  /** Where to go on; null on the last page. */
  nextCursor!: string | null;
}

export class ScoreSourceDto {
  activityId!: string;
  /** @example 2026-10-15 */
  heldOn!: string;
  /** Every duty that the one record meets. */
  types!: ActivityType[];
  /**
   * The attendance as the run saw it; null where it is not about attendance.
   * @example absent
   */
  status!: AttendanceStatus | null;
}

export class InapplicableReasonDto extends BilingualTextDto {
  /**
   * `nothing_due`: nobody asked for it this month; `met_before`: met earlier in its period; `period_open`: not met, and
   * its period goes on; `nobody_scored`: there is no score below to take the average of.
   */
  code!: InapplicableCode;
}

export class ScoreLineDto {
  /** @example theme_day */
  key!: string;
  title!: BilingualTextDto;
  /** @example task */
  kind!: 'task' | 'award' | 'deduction' | 'veto';
  /** @example attendance.theme_day */
  metric!: string;

  /**
   * What was counted; for an average score, points.
   * @example 0
   */
  value!: number;

  /** What was asked for; null where nothing is, and where the line does not apply. */
  target!: number | null;

  /**
   * The most the line can give, or take; null for a veto.
   * @example 10
   */
  maximum!: number | null;

  /**
   * What it gave: of the task's `maximum`, or awarded, or (negative) deducted.
   * @example 0
   */
  points!: number;

  /**
   * False: the line leaves the reckoning, it does not count as zero.
   * @example false
   */
  applicable!: boolean;

  /**
   * Why it does not apply; null where it does.
   * @example { "code": "nothing_due", "zh": "本月没有应参加的活动", "en": "nothing was due this month" }
   */
  reason!: InapplicableReasonDto | null;

  /**
   * The article that asks for it.
   * @example "《中国共产党支部工作条例（试行）》第十六条"
   */
  article!: string | null;

  /** The records behind the number; none for an average of the level below. */
  sources!: ScoreSourceDto[];
}

export class ScoreFormulaDto {
  /**
   * What everybody begins with.
   * @example 60
   */
  base!: number;
  /**
   * What the tasks together can add: times what was earned, over the maximum of the lines that apply.
   * @example 40
   */
  taskMaximum!: number;
  /** The most that all awards together add; null: no limit but their own. */
  awardCap!: number | null;
}

export class ExplainedScoreDto extends ScoreDto {
  runId!: string;
  /** @example 2026-10 */
  month!: string;
  schemeId!: string;
  formula!: ScoreFormulaDto;
  /** In the scheme's order; none where the scheme does not score the category. */
  lines!: ScoreLineDto[];
}

export class GradeDistributionDto {
  /** @example 12 */
  excellent!: number;
  /** @example 9 */
  good!: number;
  /** @example 3 */
  fair!: number;
  /** @example 1 */
  below_standard!: number;
  /**
   * Scored and not graded, or not scored.
   * @example 2
   */
  none!: number;
}

export class OwnScoreDto extends ExplainedScoreDto {
  publishedAt!: string;
  /** How many of the branch's members have which grade; null for who belongs to no branch. */
  branchDistribution!: GradeDistributionDto | null;
}

export class OwnScorePageDto {
  data!: OwnScoreDto[];
  /** Where to go on; null on the last page. */
  nextCursor!: string | null;
}
