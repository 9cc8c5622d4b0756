/**
 * A subtree of the organization tree as a bounded range of paths, `from <= path < below`. Paths are labels each
 * followed by `/`, compared byte by byte (COLLATE "C"), so the first path behind a subtree is the subtree's own with
 * its last `/` made `0`, the byte that follows. Planned from a plain b-tree, unlike `ltree <@`.
 */
export interface PathRange {
  readonly from: string;
  readonly below: string;
}

export function subtree(path: string): PathRange {
  if (!path.endsWith('/')) throw new Error(`not an organization path: ${path}`);
  return { from: path, below: `${path.slice(0, -1)}0` };
}

export function isWithin(path: string, ranges: readonly PathRange[]): boolean {
  return ranges.some((range) => path >= range.from && path < range.below);
}

/** What the ranges and the wanted one have in common. */
export function rangesWithin(ranges: readonly PathRange[], wanted: PathRange): PathRange[] {
  return ranges
    .map((range) => ({
      from: range.from > wanted.from ? range.from : wanted.from,
      below: range.below < wanted.below ? range.below : wanted.below,
    }))
    .filter((range) => range.from < range.below);
}

/** Drops ranges that lie inside another. */
export function mergeRanges(ranges: readonly PathRange[]): PathRange[] {
  const sorted = [...ranges].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const merged: PathRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (!last || range.from >= last.below) merged.push(range);
  }
  return merged;
}

/**
 * The scope predicate for a statement: true for paths in one of the ranges. `first` and `second` are the numbers of
 * the two parameters, filled by `rangeValues`. No range: no row.
 */
export function withinRanges(column: string, first: number, second: number): string {
  return `exists (select from unnest($${first}::text[], $${second}::text[]) as scope(lower_bound, upper_bound)
    where ${column} >= scope.lower_bound collate "C" and ${column} < scope.upper_bound collate "C")`;
}

export function rangeValues(ranges: readonly PathRange[]): [string[], string[]] {
  return [ranges.map((range) => range.from), ranges.map((range) => range.below)];
}
