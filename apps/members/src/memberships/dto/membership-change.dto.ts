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

export class MembershipChangeDto {
  id!: string;
  /** @example floating */
  change!: MembershipChangeKind;
  /** The day from which it is so. @example 2026-07-01 */
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
}

export class MembershipChangePageDto {
  data!: MembershipChangeDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
