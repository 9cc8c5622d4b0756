import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { rosterUnreadable } from './roster.errors.js';
import { plainText, type RosterCell, type RosterTable } from './roster-table.js';

const PIECE_BYTES = 32 * 1024;

/** UTF-8; what is not valid UTF-8 comes from a Chinese Excel and is GBK; with its mark, UTF-16. */
function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return isUtf8(bytes) ? 'utf-8' : 'gb18030';
}

function decode(decoder: InstanceType<typeof TextDecoder>, piece: Buffer, stream: boolean): string {
  let text: string;
  try {
    text = decoder.decode(piece, { stream });
  } catch (cause) {
    throw rosterUnreadable('kind', cause);
  }
  if (text.includes('\0')) throw rosterUnreadable('kind');
  return text;
}

/** Piece by piece, each as text; others get their turn between them. */
async function* textsOf(bytes: Buffer): AsyncGenerator<string> {
  const decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const end = at + PIECE_BYTES;
    yield decode(decoder, bytes.subarray(at, end), end < bytes.length);
    await setImmediate();
  }
}

/** The first piece has the first line: from it the delimiter is known. */
async function withDelimiter(
  texts: AsyncGenerator<string>,
): Promise<{ delimiter: string; all: AsyncGenerator<string> }> {
  const begun = await texts.next();
  const first = begun.done === true ? '' : begun.value;
  async function* all(): AsyncGenerator<string> {
    yield first;
    yield* texts;
  }
  return { delimiter: delimiterOf(first), all: all() };
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

export async function* readCsv(bytes: Buffer): RosterTable {
  let number = 0;
  try {
    const { delimiter, all } = await withDelimiter(textsOf(bytes));
    const parser = parse({
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      relax_quotes: true,
    });
    // What goes wrong in the texts ends the records too; it is thrown where they are read.
    const records = pipeline(Readable.from(all), parser, () => undefined);
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
