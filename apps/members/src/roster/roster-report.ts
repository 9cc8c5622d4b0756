import type { NumberedIssue, NumberedMember, RosterReading } from './roster-reading.js';
import type { RosterOrganization } from './roster.repository.js';

/** A member whose organization was found. */
export interface PlacedMember extends NumberedMember {
  readonly organization: RosterOrganization;
}

/** What an import found, and did unless it was a dry run. */
export interface RosterReport {
  readonly dryRun: boolean;
  readonly reading: RosterReading;
  /** What is wrong with rows by themselves, and with what is on the books already; by row. */
  readonly errors: readonly NumberedIssue[];
  readonly placed: readonly PlacedMember[];
}
