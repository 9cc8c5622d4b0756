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
] as const;
export type MembershipChangeKind = (typeof membershipChanges)[number];
