import { ADMIN_PASSWORD, Caller } from './members.harness.js';

export interface SmallMine {
  readonly admin: Caller;
  readonly committee: string;
  readonly branches: readonly [string, string];
  readonly groups: readonly [string, string];
}

/** A committee, two sibling branches ZB-1 and ZB-2 with a group XZ-1 and XZ-2 each. */
export async function smallMine(url: string): Promise<SmallMine> {
  const admin = await Caller.logIn(url, 'admin', ADMIN_PASSWORD);
  const committee = await admin.founded('committee', 'DW', null);
  const one = await admin.founded('branch', 'ZB-1', committee, 'production');
  const two = await admin.founded('branch', 'ZB-2', committee, 'retired');
  return {
    admin,
    committee,
    branches: [one, two],
    groups: [await admin.founded('group', 'XZ-1', one), await admin.founded('group', 'XZ-2', two)],
  };
}
