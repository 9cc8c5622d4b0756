/** What a role lets its holder do, in the organization where it is held and in all below it. */
export const permissions = [
  'organizations.read',
  'organizations.manage',
  'rules.manage',
  'members.read',
  'members.manage',
  'members.export',
  'transfers.handle',
  'roster.import',
  'accounts.manage',
  'offices.manage',
  'activities.read',
  'activities.record',
  'activities.review',
  'facts.read',
  'schemes.read',
  'schemes.manage',
  'scores.read',
  'runs.manage',
  'runs.publish',
] as const;
export type Permission = (typeof permissions)[number];

export type Scope = Exclude<Permission, 'accounts.manage'>;

/**
 * What a program's token may be used for: all but the accounts. Whoever makes one, sets its password or says what a client may
 * do has what that may by the next log-in, so that no scope would be a limit; and a person's account has what is the
 * person's own, which is closed to programs.
 */
export const scopes: readonly Scope[] = permissions.filter(
  (permission) => permission !== 'accounts.manage',
);

export const isScope = (text: string): text is Scope =>
  (scopes as readonly string[]).includes(text);

/** Who manages members handles their transfers too: a program that may do the one need not be given the other. */
export function covers(scope: Scope, permission: Permission): boolean {
  return scope === permission || (scope === 'members.manage' && permission === 'transfers.handle');
}

/** A role is held in an organization for a term; `member` gives only what is one's own. */
export const roles = [
  'member',
  'group_leader',
  'branch_secretary',
  'committee_officer',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

const reading = [
  'organizations.read',
  'members.read',
  'activities.read',
  'facts.read',
  'schemes.read',
  'scores.read',
] as const satisfies readonly Permission[];

export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  member: [],
  group_leader: ['organizations.read', 'members.read', 'activities.read', 'activities.record'],
  branch_secretary: [
    'organizations.read',
    'members.read',
    'transfers.handle',
    'activities.read',
    'activities.record',
    'facts.read',
    'schemes.read',
    'scores.read',
  ],
  committee_officer: [
    ...reading,
    'members.manage',
    'members.export',
    'transfers.handle',
    'activities.record',
    'activities.review',
  ],
  auditor: reading,
  administrator: permissions,
};

export function permits(role: Role, permission: Permission): boolean {
  return rolePermissions[role].includes(permission);
}
