import { officeTitles, organizationTypes } from '#libs/contracts';
import { hasTitle, isSingle, roleOfOffice } from './office.policy.js';

describe('offices', () => {
  it('gives a group a leader only, and the others everything else', () => {
    expect(officeTitles.filter((title) => hasTitle('group', title))).toEqual(['group_leader']);
    for (const type of ['committee', 'general_branch', 'branch'] as const)
      expect(officeTitles.filter((title) => !hasTitle(type, title))).toEqual(['group_leader']);
  });

  it('has one secretary and one group leader at a time', () => {
    expect(officeTitles.filter(isSingle)).toEqual(['secretary', 'group_leader']);
  });

  it('gives every office-holder of a committee or a general branch the role of an officer there', () => {
    for (const type of ['committee', 'general_branch'] as const)
      for (const title of officeTitles.filter((of) => hasTitle(type, of)))
        expect(roleOfOffice(title, type)).toBe('committee_officer');
  });

  it('gives a branch’s secretaries and organization commissioner its record, and the other commissioners nothing', () => {
    const roles = officeTitles.map((title) => [title, roleOfOffice(title, 'branch')]);
    expect(Object.fromEntries(roles)).toMatchObject({
      secretary: 'branch_secretary',
      deputy_secretary: 'branch_secretary',
      organization_commissioner: 'branch_secretary',
      publicity_commissioner: null,
      discipline_commissioner: null,
    });
  });

  it('gives a group leader the group', () => {
    expect(roleOfOffice('group_leader', 'group')).toBe('group_leader');
    expect(organizationTypes.filter((type) => hasTitle(type, 'group_leader'))).toEqual(['group']);
  });
});
