export type AffiliationFault = 'future' | 'before_start' | 'before_end' | 'before_founding';

/** What is against the day from which somebody is to belong elsewhere: they belong to one organization a day. */
export function affiliationFault({
  startsOn,
  affiliatedOn,
  affiliatedUntil,
  foundedOn,
  today,
}: {
  readonly startsOn: string;
  /** Since when they belong where they are; null where they belong nowhere. */
  readonly affiliatedOn: string | null;
  /** Until when they belonged where they were last; null where they have left nowhere. */
  readonly affiliatedUntil: string | null;
  readonly foundedOn: string;
  readonly today: string;
}): AffiliationFault | undefined {
  if (startsOn > today) return 'future';
  if (startsOn < foundedOn) return 'before_founding';
  if (affiliatedUntil !== null && startsOn < affiliatedUntil) return 'before_end';
  return affiliatedOn !== null && startsOn <= affiliatedOn ? 'before_start' : undefined;
}
