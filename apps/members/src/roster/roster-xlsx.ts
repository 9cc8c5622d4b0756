import { Readable } from 'node:stream';
import type Excel from '@protobi/exceljs';
import { rosterUnreadable } from './roster.errors.js';
import {
  plainText,
  type RosterCell,
  type RosterTable,
  type RosterTableRow,
} from './roster-table.js';
import { type ArchivePart, packArchive, unpackArchive } from './xlsx-archive.js';

const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/;
const STRINGS = 'xl/sharedStrings.xml';
/** In the order in which the reader needs them; otherwise it puts the sheets, names and numbers open, into files. */
const before = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml', STRINGS];
const needed = before.slice(0, 2);
/** For a workbook that keeps every text in its cell. */
const noStrings: ArchivePart = { name: STRINGS, crc: 0, bytes: Buffer.from('<sst/>') };

/** Nobody merges more by hand; a file that does is read without the rest. */
const MOST_MERGES = 20_000;

interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** Merged cells, which the reader of streams leaves out; they stand behind the rows. */
function mergesOf({ bytes }: ArchivePart): Merge[] {
  const tail = bytes.toString('latin1', Math.max(0, bytes.lastIndexOf('sheetData>')));
  const found = tail.matchAll(
    /<(?:x:)?mergeCell [^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g,
  );
  return [...found].slice(0, MOST_MERGES).map(([, left = 'A', top, bottom]) => ({
    top: Number(top),
    bottom: Number(bottom),
    left: columnNumber(left),
  }));
}

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

/** The rows of the first sheet that is not hidden. */
export async function* readXlsx(bytes: Buffer): RosterTable {
  const parts = await unpackArchive(bytes, (name) => SHEET.test(name) || before.includes(name));
  const sheets = parts.filter(({ name }) => SHEET.test(name));
  const head = before.flatMap((name) => parts.find((part) => part.name === name) ?? []);
  if (sheets.length === 0 || !needed.every((name) => head.some((part) => part.name === name)))
    throw rosterUnreadable('kind');
  const strings = head.some(({ name }) => name === STRINGS) ? [] : [noStrings];
  const ordered = [...head, ...strings, ...sheets];
  // Loaded with the first sheet: most days nobody sends one, and it weighs as much as the rest of the service.
  const { default: excel } = await import('@protobi/exceljs');
  const reader = new excel.stream.xlsx.WorkbookReader(Readable.from(packArchive(ordered)), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
  });
  let index = 0;
  try {
    for await (const worksheet of reader) {
      const part = sheets[index++];
      const { state } = worksheet as unknown as { state?: string };
      if (state === 'hidden' || state === 'veryHidden') continue;
      const merged = new MergedCells(part ? mergesOf(part) : []);
      for await (const row of worksheet) yield merged.fill(readRow(row));
      return;
    }
  } catch (error) {
    throw rosterUnreadable('broken', error);
  }
}
