import type { MembershipKind, MemberStanding } from '#libs/contracts';

/** What may be decided of a membership. Nothing here happens by itself: people decide, with a day and a document. */
export const membershipChanges = [
  'confirmed',
  'probation_extended',
  'probation_cancelled',
  'floating',
  'long_sick',
  'returned',
  'transferred',
  'transferred_out',
  'transferred_in',
  'revoked',
] as const;
export type MembershipChangeKind = (typeof membershipChanges)[number];

/** The end that something had before a decision ended it; null: none. */
export interface EndBefore {
  readonly id: string;
  readonly endsOn: string | null;
}

/** What a person had by being a member, that ended with it. */
export interface EndedTies {
  readonly offices: readonly EndBefore[];
  readonly exemptions: readonly EndBefore[];
}

/** What was so before a decision: kept with it, to be put back when it is revoked. */
export interface StateBefore extends EndedTies {
  /** The row that the decision ended, or changed where it had begun later. */
  readonly membershipId: string;
  readonly kind: MembershipKind;
  readonly standing: MemberStanding;
  readonly confirmedOn: string | null;
  readonly probationUntil: string | null;
}
