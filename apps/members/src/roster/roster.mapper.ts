import type { FieldError } from '#libs/contracts';
import type { Language } from '#libs/http';
import { operationId, toOperationProblem } from '#libs/operations';
import type { RosterImportDto } from './dto/roster-import.dto.js';
import type { RosterIssueDto, RosterReportDto } from './dto/roster.dto.js';
import { headerOf } from './roster-columns.policy.js';
import type { KeptReport, RosterImport } from './roster-import.js';
import { rosterIssues } from './roster-issues.policy.js';
import type { NumberedIssue } from './roster-issue-list.js';
import type { RosterReport } from './roster-report.js';

export function toFieldErrors(issues: readonly NumberedIssue[]): FieldError[] {
  return issues.map(({ row, field, code }) => ({
    pointer: `/rows/${row}/${headerOf(field)}`,
    code,
    message: rosterIssues[code],
  }));
}

function toIssueDto({ row, field, code }: NumberedIssue, language: Language): RosterIssueDto {
  return { row, field, header: headerOf(field), code, message: rosterIssues[code][language] };
}

/** What is kept of what was found, until somebody asks. */
export function keptReport(report: RosterReport): KeptReport {
  const { dryRun, reading, errors, decisions, counts, organizations } = report;
  const nothing = dryRun || errors.count > 0;
  return {
    rows: reading.rows,
    created: nothing ? 0 : counts.toCreate,
    updated: nothing ? 0 : counts.toUpdate,
    ...counts,
    decisionCount: decisions.count,
    decisions: decisions.first,
    errorCount: errors.count,
    errors: errors.first,
    warningCount: reading.warnings.count,
    warnings: reading.warnings.first,
    ignoredColumns: reading.ignoredColumns,
    organizationCounts: organizations.all,
  };
}

function toReportDto(
  { dry_run: dryRun, status }: RosterImport,
  report: KeptReport,
  language: Language,
): RosterReportDto {
  const { updated = 0, toCreate = report.created, toUpdate = 0, unchanged = 0 } = report;
  const { decisions = [], decisionCount = 0 } = report;
  return {
    ...report,
    ...{ updated, toCreate, toUpdate, unchanged, decisionCount },
    decisions: decisions.map((issue) => toIssueDto(issue, language)),
    dryRun,
    applied: status === 'succeeded' && !dryRun,
    errors: report.errors.map((issue) => toIssueDto(issue, language)),
    warnings: report.warnings.map((issue) => toIssueDto(issue, language)),
    ignoredColumns: [...report.ignoredColumns],
    organizationCounts: [...report.organizationCounts],
  };
}

export function toImportDto(row: RosterImport, language: Language): RosterImportDto {
  const { id, status, report, problem, phase, done, total } = row;
  return {
    id,
    operationId: operationId('members', id),
    status,
    dryRun: row.dry_run,
    mode: row.mode,
    progress: { done, total, phase },
    report: report && toReportDto(row, report, language),
    problem: problem && toOperationProblem(problem, language),
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
