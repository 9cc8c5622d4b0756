/** As what somebody looks at a code. */
export const scanViews = ['stranger', 'fellow', 'officer', 'self'] as const;
export type ScanView = (typeof scanViews)[number];

/** Who scans, as far as it matters. */
export interface Scanner {
  readonly personId: string | null;
  /** The branch of today's membership, and the organization's path; null for who is a member nowhere today. */
  readonly branchId: string | null;
  readonly path: string | null;
}

interface Subject {
  readonly personId: string;
  readonly branchId: string | null;
}

/** Members of one branch. */
const areFellows = (subject: Subject, scanner: Scanner | undefined): boolean =>
  subject.branchId !== null && scanner?.branchId === subject.branchId;

/** What the owner agreed that fellows see is for them, officers or not, and for no officer from elsewhere. */
export const seesWhatIsAgreed = (subject: Subject, scanner: Scanner | undefined): boolean =>
  areFellows(subject, scanner) || scanner?.personId === subject.personId;

/**
 * A member's code. `isReached`: the permission to read members reaches whom the code is of. Whoever shows no token is
 * `undefined`, and a stranger like everybody who has nothing to do with the branch.
 */
export function viewOfMember(
  subject: Subject,
  scanner: Scanner | undefined,
  isReached: boolean,
): ScanView {
  if (!scanner) return 'stranger';
  if (scanner.personId === subject.personId) return 'self';
  if (isReached) return 'officer';
  return areFellows(subject, scanner) ? 'fellow' : 'stranger';
}

/** An organization's code. Fellows are the members of its branch; above branches, of all branches below it. */
export function viewOfOrganization(
  subject: { readonly branchPath: string },
  scanner: Scanner | undefined,
  isReached: boolean,
): Exclude<ScanView, 'self'> {
  if (!scanner) return 'stranger';
  if (isReached) return 'officer';
  const { path } = scanner;
  // A path ends in a slash, so that no sibling's begins with it.
  return path !== null && path.startsWith(subject.branchPath) ? 'fellow' : 'stranger';
}

/** What a scan of a member's code shows, besides that it is valid and of which branch. */
export interface ShownOfMember {
  /** Name and offices held. Never what the membership says: whether somebody is ill is no fellow's business. */
  readonly member: boolean;
  readonly record: 'none' | 'masked' | 'own';
  /** Who looked lately. */
  readonly looks: boolean;
  /** `agreed`: if the member lets fellows see it. Whoever reads the record sees it in any case. */
  readonly photo: 'never' | 'agreed' | 'always';
}

export const shownOfMember: Readonly<Record<ScanView, ShownOfMember>> = {
  stranger: { member: false, record: 'none', looks: false, photo: 'never' },
  fellow: { member: true, record: 'none', looks: false, photo: 'agreed' },
  officer: { member: true, record: 'masked', looks: false, photo: 'always' },
  self: { member: true, record: 'own', looks: true, photo: 'always' },
};

export function seesPhoto(view: ScanView, isAgreed: boolean): boolean {
  const { photo } = shownOfMember[view];
  return photo === 'always' || (photo === 'agreed' && isAgreed);
}

/** What a scan of an organization's code shows, besides its name and type. */
export interface ShownOfOrganization {
  readonly offices: boolean;
  readonly memberCount: boolean;
}

export const shownOfOrganization: Readonly<Record<Exclude<ScanView, 'self'>, ShownOfOrganization>> =
  {
    stranger: { offices: false, memberCount: false },
    fellow: { offices: true, memberCount: false },
    officer: { offices: true, memberCount: true },
  };

/** Whoever looks at somebody else is remembered; who looks at the own record is nobody's news. */
export const isLook = (view: ScanView): boolean => view !== 'self';

interface Span {
  readonly organizationId: string;
  readonly memberKind: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
}

/**
 * Memberships, newest first, as somebody else is told of them: without the standing, and without the cut on the day on
 * which it changed, which would tell as much.
 */
export function withoutStandings<T extends Span>(
  memberships: readonly T[],
): (Omit<T, 'standing'> & { readonly standing: null })[] {
  const told: T[] = [];
  for (const membership of memberships) {
    const later = told.at(-1);
    const goesOn =
      later?.organizationId === membership.organizationId &&
      later.memberKind === membership.memberKind &&
      later.startsOn === membership.endsOn;
    if (later && goesOn) told[told.length - 1] = { ...later, startsOn: membership.startsOn };
    else told.push(membership);
  }
  return told.map((membership) => ({ ...membership, standing: null }));
}
