/** Behind every text that begins in the same way, compared byte by byte. */
const LAST = '\u{10FFFF}';

export interface SearchBounds {
  readonly from: string;
  readonly below: string;
}

/** Letters and digits in one spelling: small, half-width, without the spaces, points and hyphens that people put between. */
export function searchKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ü/g, 'v')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** What a search asks for: all that begins with it lies between the two. */
export function searchBounds(text: string): SearchBounds {
  const from = searchKey(text);
  return { from, below: `${from}${LAST}` };
}
