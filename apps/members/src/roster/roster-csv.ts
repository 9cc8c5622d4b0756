import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { rosterUnreadable } from './roster.errors.js';
import { plainText, type RosterCell, type RosterTable } from './roster-table.js';

const PIECE_BYTES = 32 * 1024;

/** UTF-8; what is not valid UTF-8 comes from a Chinese Excel and is GBK; with its mark, UTF-16. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    try {
      return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    } catch (cause) {
      throw rosterUnreadable('kind', cause);
    }
  }
}

function delimiterOf(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/));
  const count = (delimiter: string): number => line.split(delimiter).length;
  return [',', '\t', ';'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function cellOf(written: string): RosterCell {
  const text = plainText(written);
  return { text, kind: text.startsWith('=') ? 'formula' : 'text' };
}

/** Others get their turn between the pieces. */
async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield bytes.subarray(at, at + PIECE_BYTES);
    await setImmediate();
  }
}

export async function* readCsv(bytes: Buffer): RosterTable {
  const text = decode(bytes);
  if (text.includes('\0')) throw rosterUnreadable('kind');
  const records = Readable.from(piecesOf(Buffer.from(text))).pipe(
    parse({
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      relax_quotes: true,
    }),
  );
  let number = 0;
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      number += 1;
      const cells = new Map<number, RosterCell>();
      record.forEach((written, column) => {
        const cell = cellOf(written);
        if (cell.text !== '') cells.set(column, cell);
      });
      yield { number, cells };
    }
  } catch (error) {
    throw error instanceof CsvError ? rosterUnreadable('broken', error) : error;
  }
}
