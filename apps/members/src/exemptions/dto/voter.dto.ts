import type { MembershipKind } from '#libs/contracts';
import { IsDay, ListQuery, MayBeLeftOut } from '#libs/http';
import type { ExemptionReason } from '../exemption.js';

export const voterHindrances = ['probationary', 'party_probation', 'exempt'] as const;
export type VoterHindrance = (typeof voterHindrances)[number];

export class VotersQuery extends ListQuery {
  /**
   * The day of the meeting, today if left out. What you may see is decided by today's tree.
   * @example 2026-07-01
   */
  @MayBeLeftOut()
  @IsDay()
  on?: string;
}

export class VoterDto {
  personId!: string;
  /** @example 张伟 */
  name!: string;
  organizationId!: string;
  /** @example 综采一队第一党小组 */
  organizationName!: string;
  /** @example full */
  memberKind!: MembershipKind;
  /**
   * Has a vote: a probationary member has none (党章 Art. 7), nor who is on probation within the Party (留党察看, Art. 41).
   * @example true
   */
  entitled!: boolean;
  /** Has a vote and is counted as due (应到会). @example true */
  due!: boolean;
  /** Why not: `probationary` (预备党员), `party_probation` (留党察看), or `exempt`; null for who is due. */
  why!: VoterHindrance | null;
  /** For what reason who is exempt is so; only for those who manage the members there. */
  exemptionReason!: ExemptionReason | null;
}

/** What votes are counted against, of all pages together. */
export class VoteBaseDto {
  /** Members on that day. @example 32 */
  members!: number;
  /** Of those, probationary members (预备党员): without a vote. @example 1 */
  probationary!: number;
  /** Of those, on probation within the Party (留党察看): without a vote. @example 1 */
  onPartyProbation!: number;
  /** All others: those with a vote. @example 30 */
  entitled!: number;
  /** Those with a vote who are counted as due (应到会). @example 28 */
  due!: number;
  /** With how many present a branch meeting is valid: half of those with a vote (支部工作条例 Art. 11). @example 15 */
  presentNeeded!: number;
  /** With how many in favour a motion passes: more than half of those due (支部工作条例 Art. 11). @example 15 */
  yesNeeded!: number;
}

export class VoterPageDto {
  base!: VoteBaseDto;
  /** In the order of the tree. */
  data!: VoterDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
