import type { MemberStanding, MembershipKind } from '#libs/contracts';
import { readCitizenNumber } from '../people/citizen-number.policy.js';
import { educationCode, ethnicityCode, sexCode } from '../people/gb-codes.js';
import { phoneOf } from '../people/phone.policy.js';
import {
  type Admission,
  confirmationIssue,
  type PersonRecord,
  recordWarnings,
} from '../people/record.policy.js';
import { requiredFields, type RosterField } from './roster-columns.policy.js';
import { readDate } from './roster-date.policy.js';
import type { RosterIssueCode } from './roster-issues.policy.js';
import type { RosterCell } from './roster-table.js';

export type RosterCells = ReadonlyMap<RosterField, RosterCell>;

/** A member as a row says it, ready to be written but for the organization and those who are there already. */
export interface RosterMember extends PersonRecord, Admission {
  readonly organizationCode: string;
  /** Fields whose cells are empty, so that what they say was taken from elsewhere. */
  readonly assumed: readonly RosterField[];
}

export interface RosterIssue {
  readonly field: RosterField;
  readonly code: RosterIssueCode;
}

export interface RosterRowResult {
  /** Undefined when the row has errors. */
  readonly member: RosterMember | undefined;
  /** As far as it can be read, also of a row with errors. */
  readonly organizationCode: string | undefined;
  readonly errors: readonly RosterIssue[];
  readonly warnings: readonly RosterIssue[];
}

const memberKinds: Readonly<Record<string, MembershipKind>> = {
  正式党员: 'full',
  正式: 'full',
  full: 'full',
  预备党员: 'probationary',
  预备: 'probationary',
  probationary: 'probationary',
};

const standings: Readonly<Record<string, MemberStanding>> = {
  在册: 'regular',
  正常: 'regular',
  在岗: 'regular',
  regular: 'regular',
  流动: 'floating',
  流动党员: 'floating',
  floating: 'floating',
  长病: 'long_sick',
  长期病休: 'long_sick',
  long_sick: 'long_sick',
};

const oneOf =
  <T extends string>(values: Readonly<Record<string, T>>) =>
  (text: string): T | undefined =>
    Object.hasOwn(values, text.toLowerCase()) ? values[text.toLowerCase()] : undefined;

const memberKindOf = oneOf(memberKinds);
const standingOf = oneOf(standings);

const longest: Partial<Record<RosterField, number>> = {
  name: 60,
  employeeNumber: 40,
  organizationCode: 40,
  address: 200,
};
const CONTROL = /\p{C}/u;
const LONGEST = 100;

/** Reads one row field by field and keeps what is wrong with each. */
class Row {
  readonly errors: RosterIssue[] = [];
  readonly warnings: RosterIssue[] = [];

  constructor(private readonly cells: RosterCells) {}

  fault(field: RosterField, code: RosterIssueCode): undefined {
    this.errors.push({ field, code });
    return undefined;
  }

  warn(field: RosterField, code: RosterIssueCode): void {
    this.warnings.push({ field, code });
  }

  /** Undefined when the cell is empty, or has been found at fault. */
  cell(field: RosterField): RosterCell | undefined {
    const cell = this.cells.get(field);
    if (!cell || cell.text === '') return undefined;
    if (cell.kind === 'formula') return this.fault(field, 'formula');
    if (cell.kind === 'error') return this.fault(field, 'cell_error');
    if (cell.text.length > (longest[field] ?? LONGEST)) return this.fault(field, 'too_long');
    return CONTROL.test(cell.text) ? this.fault(field, 'characters') : cell;
  }

  has(field: RosterField): boolean {
    return (this.cells.get(field)?.text ?? '') !== '';
  }

  text(field: RosterField): string | undefined {
    return this.cell(field)?.text;
  }

  coded<T>(
    field: RosterField,
    read: (text: string) => T | undefined,
    code: RosterIssueCode,
  ): T | undefined {
    const text = this.text(field);
    return text === undefined ? undefined : (read(text) ?? this.fault(field, code));
  }

  day(field: RosterField, today: string): string | undefined {
    const cell = this.cell(field);
    if (!cell) return undefined;
    const day = readDate(cell.text, cell.kind);
    if (day === undefined) return this.fault(field, 'date');
    return day > today ? this.fault(field, 'future') : day;
  }

  citizenNumber() {
    const cell = this.cell('citizenNumber');
    if (!cell) return undefined;
    if (cell.kind === 'number') return this.fault('citizenNumber', 'number_cell');
    const read = readCitizenNumber(cell.text);
    return 'fault' in read ? this.fault('citizenNumber', read.fault) : read.number;
  }
}

/** What the citizen number says too, and what nearly everybody is. */
const assumable = ['sex', 'bornOn', 'standing'] as const satisfies readonly RosterField[];

export function readRosterRow(cells: RosterCells, today: string): RosterRowResult {
  const row = new Row(cells);
  for (const field of requiredFields) if (!row.has(field)) row.fault(field, 'missing');

  const citizen = row.citizenNumber();
  const sex = row.coded('sex', sexCode, 'sex');
  const bornOn = row.day('bornOn', today);
  const admittedOn = row.day('admittedOn', today);
  const confirmedOn = row.day('confirmedOn', today);
  const memberKind = row.coded('memberKind', memberKindOf, 'member_kind');
  const rest = {
    employeeNumber: row.text('employeeNumber') ?? null,
    ethnicity: row.coded('ethnicity', ethnicityCode, 'ethnicity') ?? null,
    education: row.coded('education', educationCode, 'education') ?? null,
    phone: row.coded('phone', phoneOf, 'phone') ?? null,
    address: row.text('address') ?? null,
    politicalStatus: null,
    standing: row.coded('standing', standingOf, 'standing') ?? ('regular' as const),
  };
  const name = row.text('name');
  const organizationCode = row.text('organizationCode');

  const confirmation = confirmationIssue(memberKind, admittedOn, confirmedOn);
  if (confirmation) row.fault('confirmedOn', confirmation);
  if (citizen)
    for (const { field, code } of recordWarnings(citizen, { bornOn, sex, admittedOn }))
      row.warn(field, code);

  const { errors, warnings } = row;
  if (errors.length > 0 || !citizen || !name || !organizationCode || !memberKind || !admittedOn)
    return { member: undefined, organizationCode, errors, warnings };
  return {
    member: {
      ...rest,
      name,
      sex: sex ?? citizen.sex,
      bornOn: bornOn ?? citizen.bornOn,
      citizenNumber: citizen.text,
      organizationCode,
      memberKind,
      admittedOn,
      confirmedOn: confirmedOn ?? null,
      assumed: assumable.filter((field) => !row.has(field)),
    },
    organizationCode,
    errors,
    warnings,
  };
}
