import type { RosterField } from './roster-columns.policy.js';
import type { RosterIssueCode } from './roster-issues.policy.js';

export interface NumberedIssue {
  /** The row's number in the sheet. */
  readonly row: number;
  readonly field: RosterField;
  readonly code: RosterIssueCode;
}

/** More than anybody reads at once; the count says how many there are. */
export const LISTED_ISSUES = 5000;

/** What was found, row by row from the top: the first of it, and how much there is. */
export class IssueList {
  private readonly issues: NumberedIssue[] = [];
  private found = 0;

  get count(): number {
    return this.found;
  }

  get first(): readonly NumberedIssue[] {
    return this.issues;
  }

  add(row: number, issues: readonly Omit<NumberedIssue, 'row'>[]): void {
    this.found += issues.length;
    for (const { field, code } of issues)
      if (this.issues.length < LISTED_ISSUES) this.issues.push({ row, field, code });
  }

  /** Both, by row. */
  and(other: IssueList): IssueList {
    const both = new IssueList();
    both.found = this.found + other.found;
    const all = [...this.issues, ...other.issues].sort((a, b) => a.row - b.row);
    both.issues.push(...all.slice(0, LISTED_ISSUES));
    return both;
  }
}
