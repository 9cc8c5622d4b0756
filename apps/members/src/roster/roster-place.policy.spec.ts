import { placeFault } from './roster-place.policy.js';

describe('where a member is put', () => {
  it.each([
    [undefined, [{ type: 'branch', line: 'party', dissolved_on: null }]],
    [undefined, [{ type: 'group', line: 'party', dissolved_on: null }]],
    ['organization_unknown', []],
    ['organization_type', [{ type: 'committee', line: 'party', dissolved_on: null }]],
    ['organization_type', [{ type: 'general_branch', line: 'party', dissolved_on: null }]],
    ['organization_type', [{ type: 'branch', line: 'youth_league', dissolved_on: null }]],
    ['organization_dissolved', [{ type: 'branch', line: 'party', dissolved_on: '2020-01-01' }]],
    [
      'organization_ambiguous',
      [
        { type: 'branch', line: 'party', dissolved_on: null },
        { type: 'branch', line: 'party', dissolved_on: null },
      ],
    ],
  ] as const)('says %s of %j', (fault, found) => {
    expect(placeFault(found)).toBe(fault);
  });
});
