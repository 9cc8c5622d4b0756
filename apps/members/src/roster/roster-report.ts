import type { RosterOrganizationCountDto } from './dto/roster.dto.js';
import type { IssueList } from './roster-issue-list.js';
import type { RosterReading } from './roster-reading.js';
import type { RosterOutcome } from './roster-outcome.policy.js';
import type { RosterOrganization } from './roster.repository.js';

/** Where the people whom the sound rows create go, in the order in which they name the organizations. */
export class OrganizationCounts {
  private readonly counts = new Map<string, RosterOrganizationCountDto>();

  add({ id, code, name }: RosterOrganization): void {
    const count = this.counts.get(id) ?? { organizationId: id, code, name, members: 0 };
    this.counts.set(id, { ...count, members: count.members + 1 });
  }

  get all(): RosterOrganizationCountDto[] {
    return [...this.counts.values()];
  }
}

/** What the sound rows come to. */
export interface RosterCounts {
  toCreate: number;
  toUpdate: number;
  unchanged: number;
}

/** Adds what the rows come to; those that are refused to none. */
export function countOutcomes(
  judged: readonly { readonly outcome: RosterOutcome }[],
  counts: RosterCounts,
): void {
  for (const { outcome } of judged)
    if (outcome.kind === 'create') counts.toCreate += 1;
    else if (outcome.kind === 'update') counts.toUpdate += 1;
    else if (outcome.kind === 'unchanged') counts.unchanged += 1;
}

/** What an import found, and did unless it was a dry run. */
export interface RosterReport {
  readonly dryRun: boolean;
  readonly reading: RosterReading;
  /** What is wrong with rows by themselves, and with what is on the books already; by row. */
  readonly errors: IssueList;
  /** What the rows say otherwise than the records and people have to decide. */
  readonly decisions: IssueList;
  readonly counts: RosterCounts;
  readonly organizations: OrganizationCounts;
}
