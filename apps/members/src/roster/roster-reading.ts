import {
  type RosterColumns,
  type RosterField,
  headerOf,
  readHeader,
  requiredFields,
} from './roster-columns.policy.js';
import { isExample } from './roster-example.policy.js';
import { openRoster } from './roster-file.js';
import { IssueList } from './roster-issue-list.js';
import { readRosterRow, type RosterMember } from './roster-row.policy.js';
import type { RosterCell, RosterTableRow } from './roster-table.js';
import { rosterColumnTwice, rosterHeaderMissing, rosterTooLarge } from './roster.errors.js';

export const ROSTER_ROWS = 100_000;
/** How far down the header may stand, below a title and notes. */
const HEADER_WITHIN = 20;

/** As many rows as are handed on at once. */
const BITE = 500;

/** What a row says; of one that is wrong by itself, which organization it names all the same. */
export interface ReadRow {
  /** The row's number in the sheet. */
  readonly row: number;
  readonly member: RosterMember | undefined;
  readonly organizationCode: string | undefined;
}

export interface RosterReading {
  readonly rows: number;
  readonly errors: IssueList;
  readonly warnings: IssueList;
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

/** Hands rows on by the bite; one bite is taken while the next is read, and no more are held. */
class Bites {
  private rows: ReadRow[] = [];
  private taking: Promise<void> = Promise.resolve();

  constructor(private readonly take: (rows: readonly ReadRow[]) => Promise<void>) {}

  async add(row: ReadRow): Promise<void> {
    this.rows.push(row);
    if (this.rows.length === BITE) await this.handOn();
  }

  async end(): Promise<void> {
    if (this.rows.length > 0) await this.handOn();
    await this.taking;
  }

  /** When the reading fails: what is being taken comes to its end. */
  async settle(): Promise<void> {
    await this.taking.catch(() => undefined);
  }

  private async handOn(): Promise<void> {
    await this.taking;
    const { rows } = this;
    this.rows = [];
    this.taking = this.take(rows);
    // It is awaited with the next bite, and nobody is to think until then that it never will be.
    this.taking.catch(() => undefined);
  }
}

/** Reads a whole roster: what every row says, which `take` is given by the bite, and what is wrong with it by itself. */
export async function readRoster(
  bytes: Buffer,
  today: string,
  take: (rows: readonly ReadRow[]) => Promise<void>,
): Promise<RosterReading> {
  let columns: RosterColumns | undefined;
  let rows = 0;
  let above = 0;
  const errors = new IssueList();
  const warnings = new IssueList();
  const bites = new Bites(take);
  try {
    for await (const table of openRoster(bytes)) {
      if (!columns) {
        columns = readHeader(table.cells);
        if (!columns && ++above >= HEADER_WITHIN) break;
        if (columns) requireColumns(columns);
        continue;
      }
      const cells = cellsByField(table, columns);
      if (cells.size === 0) continue;
      if (isExample(cells)) {
        warnings.add(table.number, [{ field: 'name', code: 'example' }]);
        continue;
      }
      rows += 1;
      if (rows > ROSTER_ROWS) throw rosterTooLarge();
      const found = readRosterRow(cells, today);
      errors.add(table.number, found.errors);
      warnings.add(table.number, found.warnings);
      const { member, organizationCode } = found;
      await bites.add({ row: table.number, member, organizationCode });
    }
    const ignoredColumns = requireColumns(columns).ignored;
    await bites.end();
    return { rows, errors, warnings, ignoredColumns };
  } finally {
    await bites.settle();
  }
}
