import { Injectable } from '@nestjs/common';
import { FieldSeal } from '../sealing/field-seal.js';
import type { RecordChanges } from './roster-outcome.policy.js';
import type { RecordUpdate } from './roster-people.repository.js';
import type { RosterMember } from './roster-row.policy.js';
import type { RosterOrganization, RosterRecord } from './roster.repository.js';

/** Makes rows of members: seals what identifies them before it comes near the database. */
@Injectable()
export class RosterRecords {
  constructor(private readonly seal: FieldSeal) {}

  citizenIndex(citizenNumber: string): string {
    return this.seal.index(citizenNumber, 'citizen_number').toString('hex');
  }

  phoneIndex(phone: string | null): string | null {
    return phone === null ? null : this.seal.index(phone, 'phone').toString('hex');
  }

  /** What a person's record takes over. */
  update(id: string, changes: RecordChanges): RecordUpdate {
    const { phone = null } = changes;
    return {
      id,
      name: changes.name ?? null,
      employee_number: changes.employeeNumber ?? null,
      sex: changes.sex ?? null,
      ethnicity: changes.ethnicity ?? null,
      born_on: changes.bornOn ?? null,
      education: changes.education ?? null,
      phone_sealed: phone && this.sealed(id, 'phone', phone),
      phone_index: this.phoneIndex(phone),
    };
  }

  of(id: string, member: RosterMember, organization: RosterOrganization): RosterRecord {
    const { phone, admittedOn } = member;
    return {
      id,
      root_id: organization.root_id,
      employee_number: member.employeeNumber,
      name: member.name,
      sex: member.sex,
      ethnicity: member.ethnicity,
      born_on: member.bornOn,
      education: member.education,
      citizen_number_sealed: this.sealed(id, 'citizen_number', member.citizenNumber),
      citizen_number_index: this.citizenIndex(member.citizenNumber),
      phone_sealed: phone && this.sealed(id, 'phone', phone),
      phone_index: this.phoneIndex(phone),
      organization_id: organization.id,
      kind: member.memberKind,
      standing: member.standing,
      admitted_on: admittedOn,
      confirmed_on: member.confirmedOn,
      // A roster does not say since when somebody has been there: since the admission, or as long as there is a there.
      starts_on: admittedOn > organization.founded_on ? admittedOn : organization.founded_on,
    };
  }

  private sealed(id: string, column: string, text: string): string {
    return this.seal.seal(text, { table: 'people', column, rowId: id }).toString('hex');
  }
}
