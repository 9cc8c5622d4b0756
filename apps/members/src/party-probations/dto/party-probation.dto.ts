import { IsString, IsUUID, Length } from 'class-validator';
import { IsDay, IsOneLine, ListQuery, MayBeLeftOut } from '#libs/http';
import type { PartyProbationOutcome } from '../party-probation.js';

/** What was decided, when, and by which document: the end of a probation within the Party. */
export class ChangePartyProbationRequest {
  /**
   * The day of the decision: not in the future.
   * @example 2026-07-01
   */
  @IsDay()
  decidedOn!: string;

  /**
   * The document by which it was decided.
   * @example 五台煤矿党委决定〔2026〕9号
   */
  @IsString()
  @Length(1, 200)
  @IsOneLine()
  decision!: string;

  /**
   * The first day on which the member has the rights again.
   * @example 2027-07-01
   */
  @IsDay()
  endsOn!: string;
}

export class ImposePartyProbationRequest extends ChangePartyProbationRequest {
  /**
   * The first day on which it holds: that of the decision, or a later one.
   * @example 2026-07-01
   */
  @IsDay()
  startsOn!: string;
}

export class PartyProbationsQuery extends ListQuery {
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

export class PartyProbationDecisionDto {
  /** @example imposed */
  outcome!: PartyProbationOutcome;
  /** @example 2026-07-01 */
  decidedOn!: string;
  /** @example 五台煤矿党委决定〔2026〕9号 */
  decision!: string;
  /** The end that it set. @example 2027-07-01 */
  endsOn!: string;
  /** Whose account recorded it; null when it is no person's. @example 李强 */
  approvedByName!: string | null;
}

/** A probation within the Party (留党察看): a sanction, and nothing of the probation of who is admitted (预备期). */
export class PartyProbationDto {
  id!: string;
  personId!: string;
  /** @example 张伟 */
  name!: string;
  organizationId!: string;
  /** @example 综采一队第一党小组 */
  organizationName!: string;
  /** @example 2026-07-01 */
  startsOn!: string;
  /**
   * The first day on which the member has the rights again; the first day of all where it was annulled, and so holds on none.
   * @example 2027-07-01
   */
  endsOn!: string;
  /** By what it was imposed, extended and ended, oldest first; without an `ended` nobody has decided of its end yet. */
  decisions!: PartyProbationDecisionDto[];
}

export class PartyProbationPageDto {
  data!: PartyProbationDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
