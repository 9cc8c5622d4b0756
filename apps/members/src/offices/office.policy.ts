import type { OfficeTitle, OrganizationType, Role } from '#libs/contracts';

/** A group has a leader; committees and branches have secretaries and commissioners. */
export function hasTitle(type: OrganizationType, title: OfficeTitle): boolean {
  return (type === 'group') === (title === 'group_leader');
}

/** One at a time in an organization. */
export const singleTitles: readonly OfficeTitle[] = ['secretary', 'group_leader'];

export function isSingle(title: OfficeTitle): boolean {
  return singleTitles.includes(title);
}

const branchRecorders: readonly OfficeTitle[] = [
  'secretary',
  'deputy_secretary',
  'organization_commissioner',
];

/** The role that an office gives to its holder's account where it is held. The view `person_roles` says the same. */
export function roleOfOffice(title: OfficeTitle, type: OrganizationType): Role | null {
  if (title === 'group_leader') return 'group_leader';
  if (type === 'committee' || type === 'general_branch') return 'committee_officer';
  return type === 'branch' && branchRecorders.includes(title) ? 'branch_secretary' : null;
}
