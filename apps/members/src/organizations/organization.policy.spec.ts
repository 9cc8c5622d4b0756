import fc from 'fast-check';
import {
  branchCategories,
  type OrganizationLine,
  type OrganizationType,
  organizationTypes,
} from '#libs/contracts';
import {
  categoryOf,
  changedCategoryFault,
  labelOf,
  lineOf,
  mayStandBelow,
  type Move,
  moveFault,
  type Place,
} from './organization.policy.js';

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

describe('a move', () => {
  const move: Move = {
    organization: { type: 'branch', line: 'party', path: '1/2/', parentId: 'some' },
    parent: { type: 'general_branch', line: 'party', path: '1/3/', foundedOn: '2010-01-01' },
    placedOn: '2012-01-01',
    movedOn: '2020-01-01',
    today: '2026-01-01',
  };

  it.each([
    [undefined, {}],
    [undefined, { movedOn: '2026-01-01' }],
    ['root_stays', { organization: { ...move.organization, parentId: null } }],
    ['cycle', { parent: { ...move.parent, path: '1/2/5/' } }],
    ['cycle', { parent: { ...move.parent, path: '1/2/' } }],
    // Another path that begins with the same characters is no path below.
    [undefined, { parent: { ...move.parent, path: '1/20/' } }],
    ['place', { parent: { ...move.parent, type: 'group' } }],
    ['line', { parent: { ...move.parent, line: 'union' } }],
    [undefined, { organization: { ...move.organization, line: 'union' } }],
    ['future', { movedOn: '2026-01-02' }],
    ['before_start', { movedOn: '2011-12-31' }],
    [undefined, { movedOn: '2012-01-01' }],
    ['before_founding', { parent: { ...move.parent, foundedOn: '2020-01-02' } }],
  ] as const)('is told %s', (fault, change) => {
    expect(moveFault({ ...move, ...change })).toBe(fault);
  });
});

describe('a line', () => {
  const below = (type: OrganizationType, line: OrganizationLine): Place => ({ type, line });

  it.each([
    ['party', undefined, null],
    ['party', undefined, below('committee', 'party')],
    ['union', 'union', below('committee', 'party')],
    ['youth_league', 'youth_league', below('general_branch', 'party')],
    ['youth_league', undefined, below('branch', 'youth_league')],
    [undefined, 'union', null],
    [undefined, 'union', below('branch', 'party')],
    [undefined, 'party', below('committee', 'union')],
    [undefined, 'youth_league', below('committee', 'union')],
  ] as const)('is %s where %s is asked for below %j', (expected, line, parent) => {
    expect(lineOf(line, parent)).toBe(expected);
  });
});

describe('a changed category', () => {
  it.each([
    ['branch', 'production', undefined],
    ['branch', undefined, undefined],
    ['group', 'office', undefined],
    ['group', 'production', 'differs'],
    ['committee', 'office', 'not_taken'],
    ['general_branch', 'office', 'not_taken'],
    ['committee', undefined, undefined],
  ] as const)('of a %s to %s: %s', (type, category, fault) => {
    expect(changedCategoryFault({ type, category: 'office' }, category)).toBe(fault);
  });
});
