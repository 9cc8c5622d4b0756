const LONGEST_AGENT = 200;

/** What a client says that it is, short enough to be shown; null when it says nothing. */
export function shortAgent(header: string | undefined): string | null {
  const plain = (header ?? '').replace(/\p{C}/gu, ' ').replace(/\s+/g, ' ').trim();
  return [...plain].slice(0, LONGEST_AGENT).join('').trim() || null;
}
