import {
  type RosterColumns,
  type RosterField,
  headerOf,
  readHeader,
  requiredFields,
} from './roster-columns.policy.js';
import { openRoster } from './roster-file.js';
import type { RosterIssueCode } from './roster-issues.policy.js';
import { readRosterRow, type RosterMember } from './roster-row.policy.js';
import type { RosterCell, RosterTableRow } from './roster-table.js';
import { rosterColumnTwice, rosterHeaderMissing, rosterTooLarge } from './roster.errors.js';

export const ROSTER_ROWS = 100_000;
/** How far down the header may stand, below a title and notes. */
const HEADER_WITHIN = 20;

export interface NumberedIssue {
  /** The row's number in the sheet. */
  readonly row: number;
  readonly field: RosterField;
  readonly code: RosterIssueCode;
}

export interface NumberedMember {
  readonly row: number;
  readonly member: RosterMember;
}

/** Of a row that is wrong by itself: whether there is such an organization can be said all the same. */
export interface NumberedCode {
  readonly row: number;
  readonly organizationCode: string;
}

export interface RosterReading {
  readonly rows: number;
  readonly members: readonly NumberedMember[];
  readonly besides: readonly NumberedCode[];
  readonly errors: readonly NumberedIssue[];
  readonly warnings: readonly NumberedIssue[];
  readonly ignoredColumns: readonly string[];
}

function requireColumns(columns: RosterColumns | undefined): RosterColumns {
  const [twice] = columns?.twice ?? [];
  if (twice) throw rosterColumnTwice(headerOf(twice));
  const missing = columns?.missing ?? requiredFields;
  if (!columns || missing.length > 0) throw rosterHeaderMissing(missing.map(headerOf));
  return columns;
}

function cellsByField(
  { cells }: RosterTableRow,
  { byField }: RosterColumns,
): Map<RosterField, RosterCell> {
  const found = new Map<RosterField, RosterCell>();
  for (const [field, column] of byField) {
    const cell = cells.get(column);
    if (cell) found.set(field, cell);
  }
  return found;
}

/** Finds what is in the file a second time. */
class Seen {
  private readonly values = new Set<string>();

  again(field: RosterField, value: string | null): boolean {
    if (value === null) return false;
    const key = `${field}:${value}`;
    const again = this.values.has(key);
    this.values.add(key);
    return again;
  }
}

/**
 * Reads a whole roster: what every row says, and what is wrong with it by itself. `read` hears how many rows there are so
 * far.
 */
export async function readRoster(
  bytes: Buffer,
  today: string,
  read?: (rows: number) => void,
): Promise<RosterReading> {
  let columns: RosterColumns | undefined;
  let rows = 0;
  let above = 0;
  const members: NumberedMember[] = [];
  const besides: NumberedCode[] = [];
  const errors: NumberedIssue[] = [];
  const warnings: NumberedIssue[] = [];
  const seen = new Seen();

  for await (const table of openRoster(bytes)) {
    if (!columns) {
      columns = readHeader(table.cells);
      if (!columns && ++above >= HEADER_WITHIN) break;
      if (columns) requireColumns(columns);
      continue;
    }
    const cells = cellsByField(table, columns);
    if (cells.size === 0) continue;
    rows += 1;
    if (rows > ROSTER_ROWS) throw rosterTooLarge();
    read?.(rows);
    const row = table.number;
    const found = readRosterRow(cells, today);
    errors.push(...found.errors.map((issue) => ({ row, ...issue })));
    warnings.push(...found.warnings.map((issue) => ({ row, ...issue })));
    if (!found.member) {
      const { organizationCode } = found;
      if (organizationCode !== undefined) besides.push({ row, organizationCode });
      continue;
    }
    const again = (['citizenNumber', 'employeeNumber'] as const).filter((field) =>
      seen.again(field, found.member?.[field] ?? null),
    );
    errors.push(...again.map((field) => ({ row, field, code: 'twice' as const })));
    if (again.length === 0) members.push({ row, member: found.member });
  }
  const ignoredColumns = requireColumns(columns).ignored;
  return { rows, members, besides, errors, warnings, ignoredColumns };
}
