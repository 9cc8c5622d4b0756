export type AffiliationFault = 'future' | 'before_start' | 'before_founding';

/** What is against the day from which somebody is to belong elsewhere: they belong to one organization a day. */
export function affiliationFault({
  startsOn,
  affiliatedOn,
  foundedOn,
  today,
}: {
  readonly startsOn: string;
  /** Since when they belong where they are; null where they belong nowhere. */
  readonly affiliatedOn: string | null;
  readonly foundedOn: string;
  readonly today: string;
}): AffiliationFault | undefined {
  if (startsOn > today) return 'future';
  if (startsOn < foundedOn) return 'before_founding';
  return affiliatedOn !== null && startsOn <= affiliatedOn ? 'before_start' : undefined;
}
