/** More would take a printer an hour and the service too long: the branches are printed one by one. */
export const MOST_ON_A_SHEET = 500;

/** A4 in points, and how it is divided. */
export const A4 = { width: 595.28, height: 841.89, margin: 36, footer: 24 } as const;
/** Where the organization and its own code stand, on the first page. */
export const HEAD = { height: 136, code: 120 } as const;
/** What is cut out for one member: a code of 35 mm with the white around it, and two lines. */
export const CELL = {
  columns: 4,
  width: (A4.width - 2 * A4.margin) / 4,
  height: 142,
  code: 100,
} as const;

const rowsBelow = (top: number): number =>
  Math.floor((A4.height - A4.margin - A4.footer - top) / CELL.height);
const top = { first: A4.margin + HEAD.height, later: A4.margin } as const;
const cellsOn = {
  first: rowsBelow(top.first) * CELL.columns,
  later: rowsBelow(top.later) * CELL.columns,
} as const;

/** Where one member's code stands; pages are counted from 0. */
export interface Place {
  readonly page: number;
  readonly x: number;
  readonly y: number;
}

export function placeOf(index: number): Place {
  const isFirst = index < cellsOn.first;
  const later = index - cellsOn.first;
  const page = isFirst ? 0 : 1 + Math.floor(later / cellsOn.later);
  const cell = isFirst ? index : later % cellsOn.later;
  return {
    page,
    x: A4.margin + (cell % CELL.columns) * CELL.width,
    y: (isFirst ? top.first : top.later) + Math.floor(cell / CELL.columns) * CELL.height,
  };
}

/** An organization without members still has a code of its own. */
export function pagesOf(count: number): number {
  return count === 0 ? 1 : placeOf(count - 1).page + 1;
}
