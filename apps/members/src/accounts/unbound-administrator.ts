import type { HeldRole } from '#libs/auth';

/**
 * The first administrator's role is held above every root, until there is one. No organization has this path, so its
 * range holds nothing: the role permits founding the root, and shows and changes nothing else.
 */
const ABOVE_THE_ROOTS = '/';

export const unboundAdministrator: HeldRole = {
  role: 'administrator',
  organizationId: '00000000-0000-0000-0000-000000000000',
  path: ABOVE_THE_ROOTS,
};

export function isFirstAdministrator(roles: readonly HeldRole[]): boolean {
  return roles.some(({ role, path }) => role === 'administrator' && path === ABOVE_THE_ROOTS);
}
