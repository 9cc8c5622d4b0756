import type { MemberStanding, MembershipKind } from '#libs/contracts';
import { type CitizenNumber, readCitizenNumber } from './citizen-number.policy.js';
import type { SexCode } from './gb-codes.js';
import { phoneOf } from './phone.policy.js';
import type { RecordIssueCode } from './record-issues.js';

/** A person's record, ready to be kept. */
export interface PersonRecord {
  readonly employeeNumber: string | null;
  readonly name: string;
  readonly sex: SexCode;
  readonly ethnicity: string | null;
  readonly bornOn: string;
  readonly citizenNumber: string;
  readonly education: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  /** GB/T 4762, as it is kept of who is no member of the Party. */
  readonly politicalStatus: string | null;
}

/** What a membership begins with. */
export interface Admission {
  readonly memberKind: MembershipKind;
  readonly standing: MemberStanding;
  readonly admittedOn: string;
  readonly confirmedOn: string | null;
}

/** A record as it was written, its forms and codes checked. */
export interface WrittenRecord {
  readonly name: string;
  readonly citizenNumber: string;
  readonly employeeNumber?: string | null;
  readonly sex?: SexCode;
  readonly ethnicity?: string | null;
  readonly bornOn?: string;
  readonly education?: string | null;
  readonly phone?: string | null;
  readonly address?: string | null;
  readonly politicalStatus?: string | null;
}

export type RecordField = keyof PersonRecord | keyof Admission | 'startsOn';

export interface RecordIssue {
  readonly field: RecordField;
  readonly code: RecordIssueCode;
}

/** Of what was typed beside a citizen number. */
export interface RecordWarning extends RecordIssue {
  readonly field: 'bornOn' | 'sex' | 'admittedOn';
}

/** What can be read from a citizen number need not be said besides. */
export function readRecord(
  written: WrittenRecord,
  today: string,
): { readonly record: PersonRecord } | { readonly faults: readonly RecordIssue[] } {
  const faults: RecordIssue[] = [];
  const { employeeNumber, ethnicity, education, phone, address, bornOn } = written;
  const read = readCitizenNumber(written.citizenNumber);
  if ('fault' in read) faults.push({ field: 'citizenNumber', code: read.fault });
  if (bornOn !== undefined && bornOn > today) faults.push({ field: 'bornOn', code: 'future' });
  const telephone = typeof phone === 'string' ? phoneOf(phone) : null;
  if (telephone === undefined) faults.push({ field: 'phone', code: 'phone' });
  if ('fault' in read || faults.length > 0) return { faults };
  const { number } = read;
  return {
    record: {
      name: written.name,
      citizenNumber: number.text,
      employeeNumber: employeeNumber ?? null,
      sex: written.sex ?? number.sex,
      ethnicity: ethnicity ?? null,
      bornOn: bornOn ?? number.bornOn,
      education: education ?? null,
      phone: telephone ?? null,
      address: address ?? null,
      politicalStatus: written.politicalStatus ?? null,
    },
  };
}

/** What is against the days of an admission. */
export function admissionFaults(
  { memberKind, admittedOn, confirmedOn }: Omit<Admission, 'standing'>,
  today: string,
): RecordIssue[] {
  const faults: RecordIssue[] = [];
  if (admittedOn > today) faults.push({ field: 'admittedOn', code: 'future' });
  if (confirmedOn !== null && confirmedOn > today)
    faults.push({ field: 'confirmedOn', code: 'future' });
  const code = confirmationIssue(memberKind, admittedOn, confirmedOn);
  if (code) faults.push({ field: 'confirmedOn', code });
  return faults;
}

/** What is against a day of confirmation; what is not known is not held against it. */
export function confirmationIssue(
  memberKind: MembershipKind | undefined,
  admittedOn: string | undefined,
  confirmedOn: string | null | undefined,
): RecordIssueCode | undefined {
  if (!confirmedOn) return undefined;
  if (memberKind === 'probationary') return 'probationary_confirmed';
  return admittedOn && confirmedOn < admittedOn ? 'before_admission' : undefined;
}

/**
 * What looks odd and is kept as it is. The number is checked by its own digit, the other fields were typed by hand:
 * people decide which is right.
 */
export function recordWarnings(
  citizen: CitizenNumber,
  {
    bornOn,
    sex,
    admittedOn,
  }: {
    readonly bornOn: string | undefined;
    readonly sex: SexCode | undefined;
    readonly admittedOn: string | undefined;
  },
): RecordWarning[] {
  const warnings: RecordWarning[] = [];
  if (bornOn && citizen.bornOn !== bornOn)
    warnings.push({ field: 'bornOn', code: 'born_on_differs' });
  if ((sex === '1' || sex === '2') && citizen.sex !== sex)
    warnings.push({ field: 'sex', code: 'sex_differs' });
  if (admittedOn && admittedOn < yearsLater(bornOn ?? citizen.bornOn, 18))
    warnings.push({ field: 'admittedOn', code: 'under_age' });
  return warnings;
}

/** The warnings of a whole record. */
export function warningsOf(
  { citizenNumber, bornOn, sex }: Pick<PersonRecord, 'citizenNumber' | 'bornOn' | 'sex'>,
  admittedOn: string | undefined,
): RecordWarning[] {
  const read = readCitizenNumber(citizenNumber);
  return 'number' in read ? recordWarnings(read.number, { bornOn, sex, admittedOn }) : [];
}

function yearsLater(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
}
