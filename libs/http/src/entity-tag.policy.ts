const DIGEST_LENGTH = 12;

/** A tag of RFC 9110 in a list: `"…"`, which a proxy may have made weak. */
const TAG = /^(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;

/**
 * The strong tag of an answer: the version that a writer must have read, then a digest of the bytes, for names of other
 * things in it may change while the version stays.
 */
export function tagOf(version: number, digest: string): string {
  return `"${version}-${digest.slice(0, DIGEST_LENGTH)}"`;
}

/** What the tags of a list say, without quotes and `W/`; undefined when it is none. */
export function readTags(header: string): string[] | undefined {
  const tags: string[] = [];
  for (const part of header.split(',')) {
    const text = part.trim();
    if (text === '') continue;
    const [, tag] = TAG.exec(text) ?? [];
    if (tag === undefined) return undefined;
    tags.push(tag);
  }
  return tags.length > 0 ? tags : undefined;
}

/** `If-None-Match`: `*`, or a tag of the list is the one; compared weakly. */
export function matchesAny(header: string, tag: string): boolean {
  if (header.trim() === '*') return true;
  const [current] = readTags(tag) ?? [];
  return current !== undefined && (readTags(header) ?? []).includes(current);
}

/** The versions that tags of ours name; a tag of somebody else's names none. */
export function versionsOf(tags: readonly string[]): number[] {
  return tags.flatMap((tag) => {
    const [, version] = /^(\d{1,9})(?:-[\w-]+)?$/.exec(tag) ?? [];
    return version === undefined ? [] : [Number(version)];
  });
}
