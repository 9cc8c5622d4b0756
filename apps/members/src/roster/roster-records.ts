import { Injectable } from '@nestjs/common';
import { FieldSeal } from '../sealing/field-seal.js';
import type { RosterMember } from './roster-row.policy.js';
import type { RosterOrganization, RosterRecord } from './roster.repository.js';

/** Makes rows of members: seals what identifies them before it comes near the database. */
@Injectable()
export class RosterRecords {
  constructor(private readonly seal: FieldSeal) {}

  citizenIndex(citizenNumber: string): string {
    return this.seal.index(citizenNumber, 'citizen_number').toString('hex');
  }

  of(id: string, member: RosterMember, organization: RosterOrganization): RosterRecord {
    const sealed = (column: string, text: string): string =>
      this.seal.seal(text, { table: 'people', column, rowId: id }).toString('hex');
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
      citizen_number_sealed: sealed('citizen_number', member.citizenNumber),
      citizen_number_index: this.citizenIndex(member.citizenNumber),
      phone_sealed: phone && sealed('phone', phone),
      phone_index: phone && this.seal.index(phone, 'phone').toString('hex'),
      organization_id: organization.id,
      kind: member.memberKind,
      standing: member.standing,
      admitted_on: admittedOn,
      confirmed_on: member.confirmedOn,
      // A roster does not say since when somebody has been there: since the admission, or as long as there is a there.
      starts_on: admittedOn > organization.founded_on ? admittedOn : organization.founded_on,
    };
  }
}
