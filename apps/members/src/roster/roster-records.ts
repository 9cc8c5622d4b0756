import { Injectable } from '@nestjs/common';
import { nameKeys } from '../people/name-keys.js';
import { FieldSeal } from '../sealing/field-seal.js';
import type { RecordChanges } from './roster-outcome.policy.js';
import type { RecordUpdate } from './roster-people.repository.js';

/** What an import writes into records that are there, and what it needs of them to compare: sealed and opened here. */
@Injectable()
export class RosterRecords {
  constructor(private readonly seal: FieldSeal) {}

  citizenIndex(citizenNumber: string): string {
    return this.seal.index(citizenNumber, 'citizen_number').toString('hex');
  }

  phoneIndex(phone: string | null): string | null {
    return phone === null ? null : this.seal.index(phone, 'phone').toString('hex');
  }

  address(id: string, sealed: Buffer | null): string | null {
    return sealed && this.seal.open(sealed, { table: 'people', column: 'address', rowId: id });
  }

  /** What a person's record takes over. */
  update(id: string, changes: RecordChanges): RecordUpdate {
    const { name, phone = null, address = null } = changes;
    const keys = name === undefined ? undefined : nameKeys(name);
    return {
      id,
      name: name ?? null,
      name_key: keys?.key ?? null,
      name_pinyin: keys?.pinyin ?? null,
      name_initials: keys?.initials ?? null,
      employee_number: changes.employeeNumber ?? null,
      sex: changes.sex ?? null,
      ethnicity: changes.ethnicity ?? null,
      born_on: changes.bornOn ?? null,
      education: changes.education ?? null,
      phone_sealed: phone && this.sealed(id, 'phone', phone),
      phone_index: this.phoneIndex(phone),
      address_sealed: address && this.sealed(id, 'address', address),
    };
  }

  private sealed(id: string, column: string, text: string): string {
    return this.seal.seal(text, { table: 'people', column, rowId: id }).toString('hex');
  }
}
