import { IsIn, IsString, IsUUID, Length } from 'class-validator';
import { type MemberStanding, memberStandings } from '#libs/contracts';
import { IsDay, MayBeLeftOut, IsOneLine } from '#libs/http';
import type { MembershipChangeKind } from '../membership-change.js';

/** What was decided, when, and by which document. */
export class MembershipDecisionRequest {
  /**
   * The day from which it is so: not in the future.
   * @example 2026-07-01
   */
  @IsDay()
  changedOn!: string;

  /**
   * The resolution or document: of the branch meeting, of the organization above.
   * @example 综采一队党支部大会决议〔2026〕3号
   */
  @IsString()
  @Length(1, 200)
  @IsOneLine()
  decision!: string;
}

export class ExtendProbationRequest extends MembershipDecisionRequest {
  /**
   * The day on which the probation ends now.
   * @example 2027-01-01
   */
  @IsDay()
  until!: string;
}

export class ChangeStandingRequest extends MembershipDecisionRequest {
  /**
   * 流动 or 长病; 在册 for who is back.
   * @example floating
   */
  @IsIn(memberStandings)
  standing!: MemberStanding;

  /**
   * Until when it is expected to be so; it stays so until somebody says otherwise.
   * @example 2027-03-01
   */
  @MayBeLeftOut()
  @IsDay()
  until?: string;

  /**
   * Of a floating member: the organization where they take part meanwhile.
   * @example 太原市某街道党工委
   */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 100)
  @IsOneLine()
  host?: string;

  /** Who keeps in touch; needed for a floating and for a long sick member. */
  @MayBeLeftOut()
  @IsUUID()
  contactPersonId?: string;
}

/** Why a decision is taken back, when, and by which document. */
export class RevokeDecisionRequest {
  /**
   * The day of the revocation: not in the future, and not before that of the decision.
   * @example 2026-09-01
   */
  @IsDay()
  revokedOn!: string;

  /**
   * The resolution or document by which it is revoked.
   * @example 五台矿党委会议纪要〔2026〕8号
   */
  @IsString()
  @Length(1, 200)
  @IsOneLine()
  decision!: string;

  /** @example 误录：转正的是同名的另一名党员 */
  @IsString()
  @Length(1, 200)
  @IsOneLine()
  reason!: string;
}

/** How a decision was taken back; a line of the history too. */
export class MembershipRevocationDto {
  id!: string;
  /** @example 2026-09-01 */
  revokedOn!: string;
  enteredAt!: Date;
  /** Who entered it; null when the account is no person's. @example 李强 */
  byName!: string | null;
  /** @example 误录：转正的是同名的另一名党员 */
  reason!: string;
}

export class MembershipChangeDto {
  id!: string;
  /** @example floating */
  change!: MembershipChangeKind;
  /** The day from which it is so; of a revocation the day on which it was revoked. @example 2026-07-01 */
  changedOn!: string;
  /** Until when it is expected to be so, or the end of an extended probation. @example 2027-03-01 */
  until!: string | null;
  /** Of a floating member: where they take part meanwhile. @example 太原市某街道党工委 */
  host!: string | null;
  /** Who keeps in touch. */
  contactPersonId!: string | null;
  /** @example 李强 */
  contactName!: string | null;
  /** @example 综采一队党支部大会决议〔2026〕3号 */
  decision!: string;
  /** Where the person belonged at that time. */
  organizationId!: string;
  enteredAt!: Date;
  /** Who entered it; null when the account is no person's. @example 李强 */
  byName!: string | null;
  /** Of a revocation: the decision that it takes back. */
  revokesId!: string | null;
  /** Of a revocation: why. @example 误录：转正的是同名的另一名党员 */
  reason!: string | null;
  /** Of a decision that was revoked, and so says no longer what the member is: how. */
  revocation!: MembershipRevocationDto | null;
}

export class MembershipChangePageDto {
  data!: MembershipChangeDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
