/** From what a member may be exempt: from attendance, or from the base of votes (应到会). */
export const exemptionKinds = ['attendance', 'vote_count'] as const;
export type ExemptionKind = (typeof exemptionKinds)[number];

/** For what reasons. The last is none by which somebody leaves the base of votes. */
export const exemptionReasons = [
  'bed_ridden',
  'unable_to_care_for_self',
  'abroad',
  'serving_sentence',
  'transfer_overdue',
  'retired_to_home_town',
  'floating_at_own_request',
  'suspended',
  'detained',
  'long_sick',
] as const;
export type ExemptionReason = (typeof exemptionReasons)[number];

/** Reasons that are over once the member has been taken in elsewhere. */
export const reasonsUntilTransfer = [
  'transfer_overdue',
  'floating_at_own_request',
] as const satisfies readonly ExemptionReason[];
