import { Readable } from 'node:stream';
import type Excel from '@protobi/exceljs';
import { DomainError } from '#libs/contracts';
import { rosterTooLarge, rosterUnreadable } from './roster.errors.js';
import {
  plainText,
  type RosterCell,
  type RosterTable,
  type RosterTableRow,
} from './roster-table.js';
import { type ArchivePart, openArchive, packArchive } from './xlsx-archive.js';
import { type Merge, mergesIn } from './xlsx-merges.js';

const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/;
const STRINGS = 'xl/sharedStrings.xml';
/** In the order in which the reader needs them; otherwise it puts the sheets, names and numbers open, into files. */
const before = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml', STRINGS];
const needed = before.slice(0, 2);
/** The reader holds all texts while it reads rows; those of 100,000 rows of our columns are 25 MB. */
const STRINGS_LIMIT = 40 * 1024 * 1024;
const NO_STRINGS = Buffer.from('<sst/>');
/** For a workbook that keeps every text in its cell. */
const noStrings: ArchivePart = {
  name: STRINGS,
  crc: 0,
  size: NO_STRINGS.length,
  pieces: () => Readable.from([NO_STRINGS]),
};

function cellOf(value: Excel.CellValue): RosterCell {
  if (value === null || value === undefined) return { text: '', kind: 'text' };
  if (value instanceof Date) {
    const valid = !Number.isNaN(value.getTime());
    return valid
      ? { text: value.toISOString().slice(0, 10), kind: 'date' }
      : { text: '#', kind: 'error' };
  }
  if (typeof value === 'number') return { text: String(value), kind: 'number' };
  if (typeof value !== 'object') {
    const text = plainText(String(value));
    return { text, kind: text.startsWith('=') ? 'formula' : 'text' };
  }
  if ('error' in value) return { text: value.error, kind: 'error' };
  if ('formula' in value || 'sharedFormula' in value) return { text: '=', kind: 'formula' };
  if ('richText' in value)
    return { text: plainText(value.richText.map(({ text }) => text).join('')), kind: 'text' };
  if ('text' in value) return { text: plainText(String(value.text)), kind: 'text' };
  return { text: '', kind: 'text' };
}

function readRow(row: Excel.Row): RosterTableRow {
  const cells = new Map<number, RosterCell>();
  row.eachCell({ includeEmpty: false }, (cell, column) => {
    const read = cellOf(cell.value);
    if (read.text !== '') cells.set(column - 1, read);
  });
  return { number: row.number, cells };
}

/** The first cell of a merged range speaks for those below it; sideways it is one cell that looks wide. */
class MergedCells {
  private readonly coming: Merge[];
  private current: { readonly merge: Merge; readonly first: RosterCell | undefined }[] = [];

  constructor(merges: readonly Merge[]) {
    this.coming = merges.filter(({ top, bottom }) => top < bottom).sort((a, b) => b.top - a.top);
  }

  /** Fills the row; rows come from top to bottom. */
  fill(row: RosterTableRow): RosterTableRow {
    this.current = this.current.filter(({ merge }) => merge.bottom >= row.number);
    for (let next = this.coming.at(-1); next && next.top <= row.number; next = this.coming.at(-1)) {
      this.coming.pop();
      this.current.push({
        merge: next,
        first: next.top === row.number ? row.cells.get(next.left) : undefined,
      });
    }
    // What a merge alone reaches is an empty row.
    if (row.cells.size === 0) return row;
    const cells = new Map(row.cells);
    for (const { merge, first } of this.current) if (first) cells.set(merge.left, first);
    return { ...row, cells };
  }
}

/**
 * Unpacks all parts once: what is broken is found here, since the reader would wait for the rest of it for ever, and
 * merged cells, which stand behind the rows and which it leaves out.
 */
async function mergesBySheet(parts: readonly ArchivePart[]): Promise<Map<string, Merge[]>> {
  const merges = new Map<string, Merge[]>();
  for (const part of parts) merges.set(part.name, await mergesIn(part.pieces()));
  return merges;
}

/** The rows of the first sheet that is not hidden. */
export async function* readXlsx(bytes: Buffer): RosterTable {
  const parts = openArchive(bytes, (name) => SHEET.test(name) || before.includes(name));
  const sheets = parts.filter(({ name }) => SHEET.test(name));
  const head = before.flatMap((name) => parts.find((part) => part.name === name) ?? []);
  if (sheets.length === 0 || !needed.every((name) => head.some((part) => part.name === name)))
    throw rosterUnreadable('kind');
  const strings = head.find(({ name }) => name === STRINGS) ?? noStrings;
  if (strings.size > STRINGS_LIMIT) throw rosterTooLarge();
  const ordered = [...head.filter((part) => part !== strings), strings, ...sheets];
  let index = 0;
  try {
    const merges = await mergesBySheet(parts);
    // Loaded with the first sheet: most days nobody sends one, and it weighs as much as the rest of the service.
    const { default: excel } = await import('@protobi/exceljs');
    const reader = new excel.stream.xlsx.WorkbookReader(Readable.from(packArchive(ordered)), {
      worksheets: 'emit',
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
    });
    for await (const worksheet of reader) {
      const part = sheets[index++];
      const { state } = worksheet as unknown as { state?: string };
      if (state === 'hidden' || state === 'veryHidden') continue;
      const merged = new MergedCells(merges.get(part?.name ?? '') ?? []);
      for await (const row of worksheet) yield merged.fill(readRow(row));
      return;
    }
  } catch (error) {
    throw error instanceof DomainError ? error : rosterUnreadable('broken', error);
  }
}
