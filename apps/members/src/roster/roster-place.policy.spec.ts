import { placeFault } from './roster-place.policy.js';

describe('where a member is put', () => {
  it.each([
    [undefined, [{ type: 'branch', dissolved_on: null }]],
    [undefined, [{ type: 'group', dissolved_on: null }]],
    ['organization_unknown', []],
    ['organization_type', [{ type: 'committee', dissolved_on: null }]],
    ['organization_type', [{ type: 'general_branch', dissolved_on: null }]],
    ['organization_dissolved', [{ type: 'branch', dissolved_on: '2020-01-01' }]],
    [
      'organization_ambiguous',
      [
        { type: 'branch', dissolved_on: null },
        { type: 'branch', dissolved_on: null },
      ],
    ],
  ] as const)('says %s of %j', (fault, found) => {
    expect(placeFault(found)).toBe(fault);
  });
});
