import type { PathRange } from '#libs/database';
import type { KeptProblem, OperationStatus } from '#libs/operations';
import type { RosterOrganizationCountDto } from './dto/roster.dto.js';
import type { NumberedIssue } from './roster-issue-list.js';
import type { RosterMode } from './roster-mode.js';

/** What an import works on: one roster, for somebody with these ranges. */
export interface RosterTask {
  readonly importId: string;
  readonly ranges: readonly PathRange[];
  readonly mode: RosterMode;
}

export type RosterPhase = 'queued' | 'reading' | 'checking' | 'writing' | 'done';

/** How far an import is: rows, once for each phase they have been through. */
export interface RosterProgress {
  readonly phase: RosterPhase;
  readonly done: number;
  readonly total: number | null;
}

/** What an import keeps of what it found: numbers of rows, names of fields and organizations, nothing of a person. */
export interface KeptReport {
  readonly rows: number;
  readonly created: number;
  /** Absent in what was kept before records could be updated, as the next five. */
  readonly updated?: number;
  readonly toCreate?: number;
  readonly toUpdate?: number;
  readonly unchanged?: number;
  readonly decisionCount?: number;
  readonly decisions?: readonly NumberedIssue[];
  readonly errorCount: number;
  readonly errors: readonly NumberedIssue[];
  readonly warningCount: number;
  readonly warnings: readonly NumberedIssue[];
  readonly ignoredColumns: readonly string[];
  readonly organizationCounts: readonly RosterOrganizationCountDto[];
}

/** An import as its row says. */
export interface RosterImport {
  readonly id: string;
  readonly dry_run: boolean;
  readonly mode: RosterMode;
  readonly status: OperationStatus;
  readonly phase: RosterPhase;
  readonly done: number;
  readonly total: number | null;
  readonly report: KeptReport | null;
  readonly problem: KeptProblem | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
}

/** An import that this worker has claimed. */
export interface ClaimedImport {
  readonly id: string;
  /** The fence: the number of this claim. */
  readonly attempt: number;
  readonly created_by: string;
  readonly dry_run: boolean;
  readonly mode: RosterMode;
}
