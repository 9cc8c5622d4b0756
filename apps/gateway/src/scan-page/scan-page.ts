import type { OwnActivity, Scan, Score } from './scan-answers.js';

/** A part of the page that another service answers: when it is away, the rest is shown all the same. */
export type Section<T> =
  { readonly state: 'shown'; readonly data: T } | { readonly state: 'unavailable' };

/** What the page is made of, as it is answered in JSON and shown in HTML; null: not for this viewer. */
export interface ScanPage extends Scan {
  readonly activities: Section<readonly OwnActivity[]> | null;
  /** The latest that is published; its data is null where there is none yet. */
  readonly score: Section<Score | null> | null;
  readonly loggedIn: boolean;
}

/** What a code shows of a member to others never tells of illness, so no standing is shown: its absence would tell too. */
export function withoutStandings(scan: Scan): Scan {
  if (scan.as === 'self' || !scan.record) return scan;
  const memberships = scan.record.memberships.map((one) => {
    const { standing: _standing, ...others } = one;
    return others;
  });
  return { ...scan, record: { ...scan.record, memberships } };
}
