import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { IsDay, ListQuery, MayBeLeftOut, IsOneLine } from '#libs/http';
import {
  type ExemptionKind,
  exemptionKinds,
  type ExemptionReason,
  exemptionReasons,
} from '../exemption.js';

export class ExemptRequest {
  /**
   * `attendance`: need not come to what the branch does; `vote_count`: not counted as due where the branch meeting votes
   * (应到会).
   * @example vote_count
   */
  @IsIn(exemptionKinds)
  exemptsFrom!: ExemptionKind;

  /**
   * Bed-ridden (卧床不起), unable to care for oneself (生活不能自理), abroad for more than six months, serving a sentence,
   * transfer overdue (应转未转), retired to the home town, floating at own request, suspended, detained; long sick, from
   * attendance only.
   * @example bed_ridden
   */
  @IsIn(exemptionReasons)
  reason!: ExemptionReason;

  /**
   * The document by which it was approved.
   * @example 五台煤矿党委批复〔2026〕5号
   */
  @IsString()
  @Length(1, 200)
  @IsOneLine()
  decision!: string;

  /** @example 2026-07-01 */
  @IsDay()
  startsOn!: string;

  /**
   * The first day on which it no longer holds; until somebody ends it where it is left out.
   * @example 2027-07-01
   */
  @MayBeLeftOut()
  @IsDay()
  endsOn?: string;
}

export class EndExemptionRequest {
  /**
   * The first day on which it no longer holds.
   * @example 2026-12-01
   */
  @IsDay()
  endsOn!: string;
}

export class ExemptionsQuery extends ListQuery {
  /** Of people of this organization and of all below it. */
  @MayBeLeftOut()
  @IsUUID()
  organizationId?: string;

  @MayBeLeftOut()
  @IsUUID()
  personId?: string;

  /**
   * Only those that hold on this day.
   * @example 2026-07-01
   */
  @MayBeLeftOut()
  @IsDay()
  on?: string;
}

export class ExemptionDto {
  id!: string;
  personId!: string;
  /** @example 张伟 */
  name!: string;
  organizationId!: string;
  /** @example 综采一队第一党小组 */
  organizationName!: string;
  /** @example vote_count */
  exemptsFrom!: ExemptionKind;
  /** @example bed_ridden */
  reason!: ExemptionReason;
  /** @example 五台煤矿党委批复〔2026〕5号 */
  decision!: string;
  /** Who approved it, where the account is somebody's. @example 李强 */
  approvedByName!: string | null;
  /** @example 2026-07-01 */
  startsOn!: string;
  /** The first day on which it no longer holds; null while nobody ended it. */
  endsOn!: string | null;
}

export class ExemptionPageDto {
  data!: ExemptionDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
