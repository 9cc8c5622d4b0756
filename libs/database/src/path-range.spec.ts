import fc from 'fast-check';
import { isWithin, mergeRanges, rangesWithin, subtree } from './path-range.js';

const label = fc.string({
  unit: fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyz'),
  minLength: 1,
  maxLength: 4,
});
const path = fc
  .array(label, { minLength: 1, maxLength: 5 })
  .map((labels) => `${labels.join('/')}/`);

describe('the range of a subtree', () => {
  it('holds exactly the paths that begin with the root of the subtree', () => {
    fc.assert(
      fc.property(path, path, (root, other) => {
        expect(isWithin(other, [subtree(root)])).toBe(other.startsWith(root));
        expect(isWithin(root + other, [subtree(root)])).toBe(true);
      }),
    );
  });

  it('leaves out a sibling whose label begins with the same characters', () => {
    expect(isWithin('1/23/', [subtree('1/2/')])).toBe(false);
    expect(isWithin('1/2/3/', [subtree('1/2/')])).toBe(true);
  });

  it('refuses what is not a path', () => {
    expect(() => subtree('1/2')).toThrow('not an organization path');
  });
});

describe('ranges within another', () => {
  it('hold exactly the paths that both hold, and none is empty', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 4 }), path, path, (roots, wanted, other) => {
        const ranges = roots.map(subtree);
        const common = rangesWithin(ranges, subtree(wanted));
        for (const found of [other, wanted, wanted + other, ...roots])
          expect(isWithin(found, common)).toBe(
            isWithin(found, ranges) && isWithin(found, [subtree(wanted)]),
          );
        for (const { from, below } of common) expect(from < below).toBe(true);
      }),
    );
  });
});

describe('merged ranges', () => {
  it('hold what the single ones held, and overlap nowhere', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 8 }), path, (roots, other) => {
        const ranges = roots.map(subtree);
        const merged = mergeRanges(ranges);
        expect(isWithin(other, merged)).toBe(isWithin(other, ranges));
        for (const [index, range] of merged.entries())
          expect(
            merged[index + 1] === undefined || (merged[index + 1]?.from ?? '') >= range.below,
          ).toBe(true);
      }),
    );
  });
});
