import { Injectable } from '@nestjs/common';
import { Clock, dayInShanghai } from '#libs/calendar';
import { brokenConstraint, type PathRange, type Transaction } from '#libs/database';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import { NewPeopleRepository } from './new-people.repository.js';
import { NewPersonRecords } from './new-person-records.js';
import { personExists, recordInvalid } from './people.errors.js';
import { PeopleRepository } from './people.repository.js';
import { type PersonRecord, readRecord, type WrittenRecord } from './record.policy.js';

/** Whose record it is, as it is kept. */
export interface KeptRecord {
  readonly id: string;
  readonly rootId: string;
  readonly record: PersonRecord;
}

const takenBy: Readonly<Record<string, 'citizenNumber' | 'employeeNumber'>> = {
  people_citizen_number_index_key: 'citizenNumber',
  people_root_id_employee_number_key: 'employeeNumber',
};

/** Puts records right, under their lock. */
@Injectable()
export class Correction {
  constructor(
    private readonly people: PeopleRepository,
    private readonly newPeople: NewPeopleRepository,
    private readonly records: NewPersonRecords,
    private readonly bell: DirectoryBell,
    private readonly clock: Clock,
  ) {}

  /** What is left out of the change stays. */
  async correct(
    tx: Transaction,
    { id, rootId, record }: KeptRecord,
    change: Partial<WrittenRecord>,
    readRanges: readonly PathRange[],
  ): Promise<void> {
    const read = readRecord({ ...record, ...said(change) }, dayInShanghai(this.clock.now()));
    if ('faults' in read) throw recordInvalid(read.faults);
    if (isSame(record, read.record)) return;
    const columns = this.records.columns(id, read.record);
    const [known] = await this.newPeople.known(
      tx,
      [{ id, root_id: rootId, ...columns }],
      readRanges,
    );
    if (known) throw personExists(known);
    await this.people.change(tx, id, columns).catch((error: unknown) => {
      const field = takenBy[brokenConstraint(error) ?? ''];
      // Somebody was faster, so late that the record cannot be looked up any more in here.
      throw field ? personExists(undefined, field) : error;
    });
    if (read.record.name !== record.name) await this.bell.ring(tx);
  }
}

const isSame = (one: PersonRecord, other: PersonRecord): boolean =>
  (Object.keys(one) as (keyof PersonRecord)[]).every((field) => one[field] === other[field]);

/** A field that was left out is there, and undefined. */
const said = (change: Partial<WrittenRecord>): Partial<WrittenRecord> =>
  Object.fromEntries(Object.entries<unknown>(change).filter(([, value]) => value !== undefined));
