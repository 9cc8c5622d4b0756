import type { MemberStanding, MembershipKind } from '#libs/contracts';
import type { RosterMode } from './roster-mode.js';
import type { RosterIssue, RosterMember } from './roster-row.policy.js';

/** A person who is on the books, as far as a row says anything about it; numbers by their blind indexes. */
export interface KnownPerson {
  readonly id: string;
  /** That the caller's roles reach the person. */
  readonly within: boolean;
  /** That another row of the file has this person's citizen number. */
  readonly inFile: boolean;
  readonly name: string;
  readonly employeeNumber: string | null;
  readonly sex: string;
  readonly ethnicity: string | null;
  readonly bornOn: string;
  readonly education: string | null;
  readonly phoneIndex: string | null;
  readonly address: string | null;
  /** Null for who is a member nowhere now. */
  readonly membership: {
    readonly organizationCode: string;
    readonly memberKind: MembershipKind;
    readonly standing: MemberStanding;
    readonly admittedOn: string;
    readonly confirmedOn: string | null;
  } | null;
}

/** Whom a row names: by citizen number, and by employee number below the same root. */
export interface Matches {
  readonly byCitizen: KnownPerson | undefined;
  readonly byEmployee: KnownPerson | undefined;
}

const recordFields = [
  'name',
  'employeeNumber',
  'sex',
  'ethnicity',
  'bornOn',
  'education',
  'address',
] as const satisfies readonly (keyof RosterMember & keyof KnownPerson)[];
const membershipFields = [
  'organizationCode',
  'memberKind',
  'standing',
  'admittedOn',
  'confirmedOn',
] as const;

/** What the record takes over; a field that is absent stays as it is. */
export type RecordChanges = Partial<Pick<RosterMember, (typeof recordFields)[number] | 'phone'>>;

export type RosterOutcome =
  | { readonly kind: 'create' }
  | { readonly kind: 'refused'; readonly fault: RosterIssue }
  | {
      /** Nothing to change: the record says all that already. */
      readonly kind: 'update' | 'unchanged';
      readonly personId: string;
      readonly changes: RecordChanges;
      /** What the row says otherwise and only people decide. */
      readonly decisions: readonly RosterIssue[];
    };

const refused = (field: 'citizenNumber' | 'employeeNumber', code: 'exists' | 'twice') =>
  ({ kind: 'refused', fault: { field, code } }) as const;

/** What comes of a row that is sound: a new person, an old one, or none. */
export function outcomeOf(
  member: RosterMember,
  phoneIndex: string | null,
  { byCitizen, byEmployee }: Matches,
  mode: RosterMode,
): RosterOutcome {
  const person = byCitizen ?? byEmployee;
  if (!person) return { kind: 'create' };
  const field = byCitizen ? 'citizenNumber' : 'employeeNumber';
  if (mode === 'create' || !person.within) return refused(field, 'exists');
  if (byEmployee && byEmployee.id !== person.id) return refused('employeeNumber', 'exists');
  if (!byCitizen) {
    // A number at work may have gone to somebody else since: it is the same person only with the same name.
    if (person.name !== member.name) return refused('employeeNumber', 'exists');
    if (person.inFile) return refused('employeeNumber', 'twice');
  }
  const changes = changesOf(member, phoneIndex, person);
  const kind = Object.keys(changes).length > 0 ? 'update' : 'unchanged';
  const number = byCitizen ? [] : [decision('citizenNumber')];
  return {
    kind,
    personId: person.id,
    changes,
    decisions: [...number, ...decisionsOf(member, person)],
  };
}

/** An empty cell says nothing, nor does what was taken from the citizen number for want of a cell. */
function changesOf(
  member: RosterMember,
  phoneIndex: string | null,
  person: KnownPerson,
): RecordChanges {
  const said = recordFields.filter(
    (field) =>
      member[field] !== null && !member.assumed.includes(field) && member[field] !== person[field],
  );
  const phone = phoneIndex !== null && phoneIndex !== person.phoneIndex;
  return {
    ...Object.fromEntries(said.map((field) => [field, member[field]])),
    ...(phone && { phone: member.phone }),
  };
}

const decision = (field: RosterIssue['field']): RosterIssue => ({ field, code: 'needs_decision' });

/** What somebody is a member of, and as what, is decided by people and never by a file. */
function decisionsOf(member: RosterMember, { membership }: KnownPerson): RosterIssue[] {
  if (!membership) return [{ field: 'memberKind', code: 'no_membership' }];
  return membershipFields
    .filter(
      (field) =>
        member[field] !== null &&
        !member.assumed.includes(field) &&
        member[field] !== membership[field],
    )
    .map(decision);
}
