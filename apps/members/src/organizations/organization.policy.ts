import type { BranchCategory, OrganizationType } from '#libs/contracts';

/** Below which types an organization of each type may stand; `null` is the root's place. */
const places: Readonly<Record<OrganizationType, readonly (OrganizationType | null)[]>> = {
  committee: [null, 'committee'],
  general_branch: ['committee'],
  branch: ['committee', 'general_branch'],
  group: ['branch'],
};

export function mayStandBelow(type: OrganizationType, parent: OrganizationType | null): boolean {
  return places[type].includes(parent);
}

export interface Parent {
  readonly type: OrganizationType;
  readonly category: BranchCategory | null;
}

export type CategoryFault = 'needed' | 'not_taken' | 'differs';

/** A branch has a category, a group its branch's; nothing else has one. */
export function categoryOf(
  type: OrganizationType,
  category: BranchCategory | undefined,
  parent: Parent | null,
): { readonly category: BranchCategory | null } | { readonly fault: CategoryFault } {
  if (type === 'branch') return category ? { category } : { fault: 'needed' };
  if (type !== 'group') return category ? { fault: 'not_taken' } : { category: null };
  const inherited = parent?.category ?? null;
  return category && category !== inherited ? { fault: 'differs' } : { category: inherited };
}

/** A label of the path: the number of a sequence, short and in lower case, for paths are compared byte by byte. */
export function labelOf(number: bigint): string {
  return number.toString(36);
}
