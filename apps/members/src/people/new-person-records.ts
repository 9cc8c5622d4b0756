import { Injectable } from '@nestjs/common';
import { FieldSeal } from '../sealing/field-seal.js';
import { nameKeys } from './name-keys.js';
import type { NewPerson } from './new-people.repository.js';
import type { PersonColumns } from './person-columns.js';
import type { Admission, PersonRecord } from './record.policy.js';

/** Where a new person goes, as far as their rows ask. */
export interface NewPlace {
  readonly id: string;
  readonly rootId: string;
  readonly foundedOn: string;
}

/** Makes rows of records: seals what identifies people before it comes near the database. */
@Injectable()
export class NewPersonRecords {
  constructor(private readonly seal: FieldSeal) {}

  citizenIndex(citizenNumber: string): string {
    return this.seal.index(citizenNumber, 'citizen_number').toString('hex');
  }

  /**
   * A person who is a member. What is entered does not say since when somebody has been there: since the admission, or as
   * long as there is a there.
   */
  ofMember(id: string, member: PersonRecord & Admission, place: NewPlace): NewPerson {
    const { admittedOn } = member;
    return {
      id,
      root_id: place.rootId,
      ...this.columns(id, member),
      organization_id: place.id,
      kind: member.memberKind,
      standing: member.standing,
      admitted_on: admittedOn,
      confirmed_on: member.confirmedOn,
      starts_on: admittedOn > place.foundedOn ? admittedOn : place.foundedOn,
    };
  }

  /** A person who is no member of the Party. */
  ofAffiliate(id: string, record: PersonRecord, place: NewPlace, startsOn: string): NewPerson {
    return {
      id,
      root_id: place.rootId,
      ...this.columns(id, record),
      organization_id: place.id,
      kind: null,
      standing: null,
      admitted_on: null,
      confirmed_on: null,
      starts_on: startsOn > place.foundedOn ? startsOn : place.foundedOn,
    };
  }

  /** The columns of `people` that a record says; what is sealed in hexadecimal. */
  columns(id: string, record: PersonRecord): PersonColumns {
    const { citizenNumber, phone, address } = record;
    const { key, pinyin, initials } = nameKeys(record.name);
    const sealed = (column: string, text: string): string =>
      this.seal.seal(text, { table: 'people', column, rowId: id }).toString('hex');
    return {
      employee_number: record.employeeNumber,
      name: record.name,
      name_key: key,
      name_pinyin: pinyin,
      name_initials: initials,
      sex: record.sex,
      ethnicity: record.ethnicity,
      born_on: record.bornOn,
      education: record.education,
      citizen_number_sealed: sealed('citizen_number', citizenNumber),
      citizen_number_index: this.citizenIndex(citizenNumber),
      phone_sealed: phone && sealed('phone', phone),
      phone_index: phone && this.seal.index(phone, 'phone').toString('hex'),
      address_sealed: address && sealed('address', address),
      political_status: record.politicalStatus,
    };
  }
}
