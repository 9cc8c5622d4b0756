import {
  isLook,
  type Scanner,
  scanViews,
  seesPhoto,
  shownOfMember,
  shownOfOrganization,
  viewOfMember,
  viewOfOrganization,
  withoutStandings,
} from './scan.policy.js';

const member = { personId: 'wang', branchId: 'branch-1' };
const scanner = (own: Partial<Scanner> = {}): Scanner => ({
  personId: 'li',
  branchId: null,
  path: null,
  ...own,
});

describe('who scans a member’s code', () => {
  it.each<[rule: string, of: Scanner | undefined, isReached: boolean, view: string]>([
    ['nobody who says who they are', undefined, false, 'stranger'],
    ['an account that is no person’s', scanner({ personId: null }), false, 'stranger'],
    ['a person who is a member nowhere today', scanner(), false, 'stranger'],
    [
      'a member of another branch',
      scanner({ branchId: 'branch-2', path: '1/2/' }),
      false,
      'stranger',
    ],
    [
      'a member of the same branch',
      scanner({ branchId: 'branch-1', path: '1/1/' }),
      false,
      'fellow',
    ],
    ['who may read members there', scanner({ personId: null }), true, 'officer'],
    ['who may, and is of the branch too', scanner({ branchId: 'branch-1' }), true, 'officer'],
    ['the member', scanner({ personId: 'wang', branchId: 'branch-1' }), false, 'self'],
    ['the member, who is an officer too', scanner({ personId: 'wang' }), true, 'self'],
    ['the member, who has left the branch', scanner({ personId: 'wang' }), false, 'self'],
  ])('%s', (_rule, of, isReached, view) => {
    expect(viewOfMember(member, of, isReached)).toBe(view);
  });

  it('is a fellow of nobody who is a member nowhere today', () => {
    const gone = { personId: 'wang', branchId: null };
    expect(viewOfMember(gone, scanner(), false)).toBe('stranger');
    expect(viewOfMember(gone, scanner({ branchId: 'branch-1' }), false)).toBe('stranger');
  });
});

describe('what a member’s code shows', () => {
  it('a stranger: that it is valid, and the branch', () => {
    expect(shownOfMember.stranger).toEqual({
      member: false,
      record: 'none',
      looks: false,
      photo: 'never',
    });
  });

  it('a fellow member: name and offices, and nothing that tells of an illness', () => {
    expect(shownOfMember.fellow).toEqual({
      member: true,
      record: 'none',
      looks: false,
      photo: 'agreed',
    });
  });

  it('an officer: the record, masked, and not who looked', () => {
    expect(shownOfMember.officer).toEqual({
      member: true,
      record: 'masked',
      looks: false,
      photo: 'always',
    });
  });

  it('the member: everything own, and who looked', () => {
    expect(shownOfMember.self).toEqual({
      member: true,
      record: 'own',
      looks: true,
      photo: 'always',
    });
  });

  it('a fellow the photo, if it was agreed to; officers and the member in any case; a stranger never', () => {
    const seen = (isAgreed: boolean) => scanViews.filter((view) => seesPhoto(view, isAgreed));
    expect(seen(false)).toEqual(['officer', 'self']);
    expect(seen(true)).toEqual(['fellow', 'officer', 'self']);
  });

  it('is remembered as a look, but for the own', () => {
    expect(scanViews.filter(isLook)).toEqual(['stranger', 'fellow', 'officer']);
  });
});

describe('who scans an organization’s code', () => {
  it.each<[rule: string, of: Scanner | undefined, isReached: boolean, view: string]>([
    ['nobody who says who they are', undefined, false, 'stranger'],
    ['a member nowhere', scanner(), false, 'stranger'],
    ['a member of a sibling', scanner({ path: '1/3/' }), false, 'stranger'],
    [
      'a member of a sibling whose label begins alike',
      scanner({ path: '1/22/' }),
      false,
      'stranger',
    ],
    ['a member of what lies above', scanner({ path: '1/' }), false, 'stranger'],
    ['a member of it', scanner({ path: '1/2/' }), false, 'fellow'],
    ['a member of a group of it', scanner({ path: '1/2/7/' }), false, 'fellow'],
    ['who may read members there', scanner({ path: '1/3/' }), true, 'officer'],
  ])('%s', (_rule, of, isReached, view) => {
    expect(viewOfOrganization({ branchPath: '1/2/' }, of, isReached)).toBe(view);
  });

  it('shows offices to fellows, and to officers how many members there are', () => {
    expect(shownOfOrganization).toEqual({
      stranger: { offices: false, memberCount: false },
      fellow: { offices: true, memberCount: false },
      officer: { offices: true, memberCount: true },
    });
  });
});

describe('what a scan tells somebody else of memberships', () => {
  const span = (
    startsOn: string,
    endsOn: string | null,
    standing: string,
    memberKind = 'full',
  ) => ({
    organizationId: 'one',
    memberKind,
    startsOn,
    endsOn,
    standing,
  });

  it('has no standing, and no trace of when it changed: illness never', () => {
    const told = withoutStandings([
      span('2026-07-01', null, 'regular'),
      span('2026-01-15', '2026-07-01', 'long_sick'),
      span('2020-07-01', '2026-01-15', 'regular'),
      span('2019-07-01', '2020-07-01', 'regular', 'probationary'),
    ]);
    expect(told).toEqual([
      { ...span('2020-07-01', null, 'regular'), standing: null },
      { ...span('2019-07-01', '2020-07-01', 'regular', 'probationary'), standing: null },
    ]);
  });
});
