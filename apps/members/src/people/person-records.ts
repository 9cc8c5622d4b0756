import { Injectable } from '@nestjs/common';
import { FieldSeal } from '../sealing/field-seal.js';
import type { PersonRecordDto } from './dto/member.dto.js';
import { maskCitizenNumber, maskPhone } from './masking.policy.js';
import type { PersonRow } from './people.read-model.js';

/** Opens what is sealed in a person's record, and masks it: the whole number leaves the service nowhere. */
@Injectable()
export class PersonRecords {
  constructor(private readonly seal: FieldSeal) {}

  toDto(row: PersonRow): PersonRecordDto {
    const open = (column: string, sealed: Buffer): string =>
      this.seal.open(sealed, { table: 'people', column, rowId: row.id });
    return {
      personId: row.id,
      name: row.name,
      employeeNumber: row.employee_number,
      sex: row.sex,
      ethnicity: row.ethnicity,
      bornOn: row.born_on,
      education: row.education,
      citizenNumber: maskCitizenNumber(open('citizen_number', row.citizen_number_sealed)),
      phone: row.phone_sealed && maskPhone(open('phone', row.phone_sealed)),
      memberships: row.memberships,
      offices: row.offices,
    };
  }
}
