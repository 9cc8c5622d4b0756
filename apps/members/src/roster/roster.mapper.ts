import type { FieldError } from '#libs/contracts';
import type { Language } from '#libs/http';
import type {
  RosterIssueDto,
  RosterOrganizationCountDto,
  RosterReportDto,
} from './dto/roster.dto.js';
import { headerOf } from './roster-columns.policy.js';
import { rosterIssues } from './roster-issues.policy.js';
import type { NumberedIssue } from './roster-reading.js';
import type { RosterReport } from './roster-report.js';

/** More than anybody reads at once; the count says how many there are. */
export const LISTED_ISSUES = 5000;

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

function countByOrganization({ placed }: RosterReport): RosterOrganizationCountDto[] {
  const counts = new Map<string, RosterOrganizationCountDto>();
  for (const { organization } of placed) {
    const { id, code, name } = organization;
    const count = counts.get(id) ?? { organizationId: id, code, name, members: 0 };
    counts.set(id, { ...count, members: count.members + 1 });
  }
  return [...counts.values()];
}

export function toReportDto(report: RosterReport, language: Language): RosterReportDto {
  const { dryRun, reading, errors } = report;
  const listed = (issues: readonly NumberedIssue[]): RosterIssueDto[] =>
    issues.slice(0, LISTED_ISSUES).map((issue) => toIssueDto(issue, language));
  return {
    dryRun,
    applied: !dryRun,
    rows: reading.rows,
    created: dryRun ? 0 : report.placed.length,
    errorCount: errors.length,
    errors: listed(errors),
    warningCount: reading.warnings.length,
    warnings: listed(reading.warnings),
    ignoredColumns: [...reading.ignoredColumns],
    organizationCounts: countByOrganization(report),
  };
}
