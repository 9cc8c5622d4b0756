/** A range of cells that is one: the rows it covers, and its first column (0 is the first). */
export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
}

/** Nobody merges more by hand; a file that does is read without the rest. */
const MOST_MERGES = 20_000;
/** What of a sheet stands behind its rows, at most: so many merges with room for whatever else there is. */
const TAIL_BYTES = 4 * 1024 * 1024;
const ROWS_END = 'sheetData>';

const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** What stands behind the rows, which may be as many as they like. */
async function tailOf(pieces: AsyncIterable<Buffer>): Promise<string> {
  // The end of the piece before, in case the mark lies across the two.
  let carried = '';
  let tail: string[] | undefined;
  let bytes = 0;
  for await (const piece of pieces) {
    const text = carried + piece.toString('latin1');
    const at = text.lastIndexOf(ROWS_END);
    if (at >= 0) {
      tail = [text.slice(at + ROWS_END.length)];
      bytes = 0;
    } else if (tail && bytes < TAIL_BYTES) {
      tail.push(text.slice(carried.length));
      bytes += piece.length;
    }
    carried = text.slice(-(ROWS_END.length - 1));
  }
  return tail?.join('') ?? '';
}

/** The merged cells of a sheet. */
export async function mergesIn(pieces: AsyncIterable<Buffer>): Promise<Merge[]> {
  const found = (await tailOf(pieces)).matchAll(
    /<(?:x:)?mergeCell [^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g,
  );
  return [...found].slice(0, MOST_MERGES).map(([, left = 'A', top, bottom]) => ({
    top: Number(top),
    bottom: Number(bottom),
    left: columnNumber(left),
  }));
}
