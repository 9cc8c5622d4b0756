import { A4, CELL, HEAD, MOST_ON_A_SHEET, pagesOf, placeOf } from './code-sheet.policy.js';

describe('a sheet of codes', () => {
  const places = Array.from({ length: MOST_ON_A_SHEET }, (_, index) => placeOf(index));

  it('has a page for an organization without members, and turns it when it is full', () => {
    expect([0, 1, 16, 17, 36, 37].map(pagesOf)).toEqual([1, 1, 1, 2, 2, 3]);
  });

  it('keeps every code on the paper, below the head and above the page’s number', () => {
    for (const { page, x, y } of places) {
      expect(x).toBeGreaterThanOrEqual(A4.margin);
      expect(x + CELL.width).toBeLessThanOrEqual(A4.width - A4.margin + 0.01);
      expect(y).toBeGreaterThanOrEqual(A4.margin + (page === 0 ? HEAD.height : 0));
      expect(y + CELL.height).toBeLessThanOrEqual(A4.height - A4.margin - A4.footer);
    }
  });

  it('puts no two into one place, and none before the one in front of it', () => {
    const keys = places.map(({ page, x, y }) => [page, y, x] as const);
    for (const [index, key] of keys.entries()) {
      const before = keys[index - 1];
      if (!before) continue;
      const [page, y, x] = key.map((value, at) => value - (before[at] ?? 0));
      expect(page || y || x).toBeGreaterThan(0);
    }
  });
});
