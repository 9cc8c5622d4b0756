/**
 * The port through which rosters are read, whatever the file: rows as they stand in the sheet, with their numbers there,
 * and cells by column, the first being 0.
 */
export interface RosterCell {
  /** As a person would read it, trimmed; a date as YYYY-MM-DD. */
  readonly text: string;
  readonly kind: 'text' | 'number' | 'date' | 'formula' | 'error';
}

export interface RosterTableRow {
  readonly number: number;
  readonly cells: ReadonlyMap<number, RosterCell>;
}

export type RosterTable = AsyncIterable<RosterTableRow>;

/** Full-width letters and digits become plain ones; spaces around, and those that cannot be seen, go. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .trim();
}
