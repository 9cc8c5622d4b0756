import { Injectable } from '@nestjs/common';
import { type Language, toWarnings } from '#libs/http';
import { FieldSeal } from '../sealing/field-seal.js';
import type { PersonRecordDto } from './dto/member.dto.js';
import type { KeptRecordDto } from './dto/record.dto.js';
import { maskAddress, maskCitizenNumber, maskPhone } from './masking.policy.js';
import { recordErrors } from './people.errors.js';
import type { PersonRow } from './people.read-model.js';
import { type PersonRecord, warningsOf } from './record.policy.js';

/** Opens what is sealed in a person's record, and masks it: the whole number leaves the service nowhere. */
@Injectable()
export class PersonRecords {
  constructor(private readonly seal: FieldSeal) {}

  toDto(row: PersonRow): PersonRecordDto {
    const { citizenNumber, phone, address } = this.open(row);
    return {
      personId: row.id,
      name: row.name,
      employeeNumber: row.employee_number,
      sex: row.sex,
      ethnicity: row.ethnicity,
      bornOn: row.born_on,
      education: row.education,
      citizenNumber: maskCitizenNumber(citizenNumber),
      phone: phone && maskPhone(phone),
      address: address && maskAddress(address),
      politicalStatus: politicalStatusOf(row),
      hasPhoto: row.has_photo,
      memberships: row.memberships,
      affiliations: row.affiliations,
      offices: row.offices,
      version: row.version,
    };
  }

  /** With what looks odd in it. */
  toKeptDto(row: PersonRow, language: Language): KeptRecordDto {
    const [latest] = row.memberships;
    const warnings = warningsOf(this.open(row), latest?.admittedOn);
    return {
      ...this.toDto(row),
      warnings: toWarnings(recordErrors(warnings), language),
    };
  }

  /** The whole record, for this service alone. */
  open(row: PersonRow): PersonRecord {
    const open = (column: string, sealed: Buffer): string =>
      this.seal.open(sealed, { table: 'people', column, rowId: row.id });
    return {
      name: row.name,
      employeeNumber: row.employee_number,
      sex: row.sex,
      ethnicity: row.ethnicity,
      bornOn: row.born_on,
      education: row.education,
      citizenNumber: open('citizen_number', row.citizen_number_sealed),
      phone: row.phone_sealed && open('phone', row.phone_sealed),
      address: row.address_sealed && open('address', row.address_sealed),
      politicalStatus: row.political_status,
    };
  }
}

/** GB/T 4762: what the membership that lasts says, or else what is kept. */
function politicalStatusOf({ memberships, political_status }: PersonRow): string | null {
  const open = memberships.find(({ endsOn }) => endsOn === null);
  if (!open) return political_status;
  return open.memberKind === 'full' ? '01' : '02';
}
