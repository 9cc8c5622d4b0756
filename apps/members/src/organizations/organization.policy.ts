import type { BranchCategory, OrganizationLine, OrganizationType } from '#libs/contracts';

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

/** A branch's category may change, and its groups' with it. */
export function changedCategoryFault(
  organization: Parent,
  category: BranchCategory | undefined,
): CategoryFault | undefined {
  if (category === undefined || organization.type === 'branch') return undefined;
  if (organization.type !== 'group') return 'not_taken';
  return category === organization.category ? undefined : 'differs';
}

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

export interface Place {
  readonly type: OrganizationType;
  readonly line: OrganizationLine;
}

/** Below a committee or a general branch of the Party a line of its own may begin. */
function mayBeOfLine(line: OrganizationLine, parent: Place | null): boolean {
  if (parent === null) return line === 'party';
  return line === parent.line || (parent.line === 'party' && parent.type !== 'branch');
}

/** Members belong to a branch or a group of the Party. */
export function takesMembers({ type, line }: Place): boolean {
  return line === 'party' && (type === 'branch' || type === 'group');
}

/** The line of a new organization; undefined where it cannot be of that line. */
export function lineOf(
  line: OrganizationLine | undefined,
  parent: Place | null,
): OrganizationLine | undefined {
  const chosen = line ?? parent?.line ?? 'party';
  return mayBeOfLine(chosen, parent) ? chosen : undefined;
}

/** A place in the tree, and since when an organization has had it. */
export interface Move {
  readonly organization: Place & { readonly path: string; readonly parentId: string | null };
  readonly parent: Place & { readonly path: string; readonly foundedOn: string };
  readonly placedOn: string;
  readonly movedOn: string;
  readonly today: string;
}

export type MoveFault =
  'root_stays' | 'cycle' | 'place' | 'line' | 'future' | 'before_start' | 'before_founding';

/** A move is told of when it has been made: the path of today is what scope is decided by. */
export function moveFault(move: Move): MoveFault | undefined {
  const { organization, parent, placedOn, movedOn, today } = move;
  if (organization.parentId === null) return 'root_stays';
  if (parent.path.startsWith(organization.path)) return 'cycle';
  if (!mayStandBelow(organization.type, parent.type)) return 'place';
  if (!mayBeOfLine(organization.line, parent)) return 'line';
  if (movedOn > today) return 'future';
  if (movedOn < placedOn) return 'before_start';
  return movedOn < parent.foundedOn ? 'before_founding' : undefined;
}

/** A label of the path: the number of a sequence, short and in lower case, for paths are compared byte by byte. */
export function labelOf(number: bigint): string {
  return number.toString(36);
}
