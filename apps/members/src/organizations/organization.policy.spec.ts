import fc from 'fast-check';
import { branchCategories, organizationTypes } from '#libs/contracts';
import { categoryOf, labelOf, mayStandBelow } from './organization.policy.js';

describe('the tree of organizations', () => {
  it.each([
    ['committee', null],
    ['committee', 'committee'],
    ['general_branch', 'committee'],
    ['branch', 'committee'],
    ['branch', 'general_branch'],
    ['group', 'branch'],
  ] as const)('lets a %s stand below %s', (type, parent) => {
    expect(mayStandBelow(type, parent)).toBe(true);
  });

  it('lets nothing else stand anywhere', () => {
    const allowed = organizationTypes.flatMap((type) =>
      [null, ...organizationTypes]
        .filter((parent) => mayStandBelow(type, parent))
        .map((parent) => [type, parent]),
    );
    expect(allowed).toHaveLength(6);
  });

  it('asks a category of a branch', () => {
    expect(categoryOf('branch', undefined, { type: 'committee', category: null })).toEqual({
      fault: 'needed',
    });
    expect(categoryOf('branch', 'office', { type: 'committee', category: null })).toEqual({
      category: 'office',
    });
  });

  it('gives a group the category of its branch, and no other', () => {
    for (const category of branchCategories) {
      const branch = { type: 'branch', category } as const;
      expect(categoryOf('group', undefined, branch)).toEqual({ category });
      expect(categoryOf('group', category, branch)).toEqual({ category });
    }
    expect(categoryOf('group', 'office', { type: 'branch', category: 'retired' })).toEqual({
      fault: 'differs',
    });
  });

  it('takes no category for a committee or a general branch', () => {
    expect(categoryOf('committee', 'office', null)).toEqual({ fault: 'not_taken' });
    expect(categoryOf('general_branch', undefined, { type: 'committee', category: null })).toEqual({
      category: null,
    });
  });

  it('labels paths with what sorts below the byte behind the slash, each its own', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 2n ** 62n }),
        fc.bigInt({ min: 1n, max: 2n ** 62n }),
        (a, b) => {
          expect(labelOf(a)).toMatch(/^[0-9a-z]+$/);
          expect(labelOf(a) === labelOf(b)).toBe(a === b);
        },
      ),
    );
  });
});
