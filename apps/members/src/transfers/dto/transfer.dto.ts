import { IsIn, IsUUID } from 'class-validator';
import type { MembershipKind } from '#libs/contracts';
import { IsDay, ListQuery, MayBeLeftOut } from '#libs/http';
import {
  type TransferSide,
  transferSides,
  type TransferState,
  transferStates,
  type TransferStep,
} from '../transfer.js';

export class TransfersQuery extends ListQuery {
  /** As it is today: a letter that has run out is `expired`. */
  @MayBeLeftOut()
  @IsIn(transferStates)
  state?: TransferState;

  /** Those from or to this organization and all below it. */
  @MayBeLeftOut()
  @IsUUID()
  organizationId?: string;

  /**
   * `out`: those that leave what you may see, or `organizationId`; `in`: those that come there.
   * @example in
   */
  @MayBeLeftOut()
  @IsIn(transferSides)
  side?: TransferSide;

  /**
   * Those whose letter is out and runs out before this day: to be reminded of.
   * @example 2026-12-31
   */
  @MayBeLeftOut()
  @IsDay()
  expiringBefore?: string;
}

/** A step that somebody took. */
export class TransferStepDto {
  /** @example requested */
  step!: TransferStep;
  /** The day as of which it was done. @example 2026-09-01 */
  doneOn!: string;
  /** When it was entered. @example 2026-09-01T01:00:00.000Z */
  enteredAt!: string;
  /** Who entered it; null when the account is no person's. @example 李强 */
  byName!: string | null;
  /** Why, or by which document. @example 调入机电队工作 */
  reason!: string | null;
}

export class TransferDto {
  id!: string;
  personId!: string;
  /** @example 张伟 */
  name!: string;
  /** 预备党员 or 正式党员; of a transfer that is over, as it was then. @example full */
  memberKind!: MembershipKind;
  /** @example 2012-07-01 */
  admittedOn!: string;
  /** The organization that answers for the member, and counts them, until they are accepted; null for one outside. */
  fromOrganizationId!: string | null;
  /** @example 综采一队第一党小组 */
  fromName!: string;
  /** Null for one outside. */
  toOrganizationId!: string | null;
  /** @example 机电队党支部 */
  toName!: string;
  /** How the organization outside is reached. @example 0351-1234567 */
  outsideContact!: string | null;
  /** As it is today. @example letter_issued */
  state!: TransferState;
  /** @example 2026-0012 */
  letterNumber!: string | null;
  /** @example 2026-09-03 */
  letterIssuedOn!: string | null;
  /** The last day on which the letter is good. @example 2026-12-03 */
  expiresOn!: string | null;
  /** The day on which it was over: of the acceptance, the rejection, the withdrawal, or the first day without a letter. */
  closedOn!: string | null;
  /** In their order. The receiving side sees those from the letter on. */
  steps!: TransferStepDto[];
}

export class TransferPageDto {
  data!: TransferDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
