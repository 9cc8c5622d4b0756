import { Injectable } from '@nestjs/common';
import { Clock, dayInShanghai } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { PathRange, Transaction } from '#libs/database';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import { EnrolmentPlaces, type HeldPlaces } from './enrolment-places.js';
import { type NewPerson, NewPeopleRepository } from './new-people.repository.js';
import { NewPersonRecords } from './new-person-records.js';
import { personExists, recordInvalid } from './people.errors.js';
import {
  type Admission,
  admissionFaults,
  readRecord,
  type RecordIssue,
  type RecordWarning,
  warningsOf,
  type WrittenRecord,
} from './record.policy.js';

/** Somebody as they were written down: a member of the Party with the admission, or somebody else since a day. */
export interface WrittenPerson {
  readonly record: WrittenRecord;
  readonly organizationId: string;
  readonly admission: Admission | null;
  /** Since when who is no member belongs there; null for today. */
  readonly startsOn: string | null;
}

export interface EnteredPerson {
  readonly id: string;
  readonly warnings: readonly RecordWarning[];
}

interface Planned extends EnteredPerson {
  readonly person: NewPerson;
}

/** Enters people who are written down one by one, by the rules that a roster goes by. */
@Injectable()
export class Enrolment {
  constructor(
    private readonly people: NewPeopleRepository,
    private readonly records: NewPersonRecords,
    private readonly places: EnrolmentPlaces,
    private readonly bell: DirectoryBell,
    private readonly clock: Clock,
  ) {}

  /** As many statements for a thousand as for one; what came of each, in their order. */
  async enter(
    tx: Transaction,
    written: readonly WrittenPerson[],
    ranges: { readonly manage: readonly PathRange[]; readonly read: readonly PathRange[] },
  ): Promise<(EnteredPerson | DomainError)[]> {
    const places = await this.places.hold(
      tx,
      written.map(({ organizationId }) => organizationId),
      ranges.manage,
    );
    const ids = await this.people.newIds(tx, written.length);
    const planned = written.map((one, index) => this.plan(ids[index] ?? '', one, places));
    const sound = planned.filter((one): one is Planned => !(one instanceof DomainError));
    if (sound.length === 0) return planned;
    const inserted = await this.people.insert(
      tx,
      sound.map(({ person }) => person),
    );
    if (inserted.size > 0) await this.bell.ring(tx);
    const refused = sound.filter(({ id }) => !inserted.has(id));
    const known = await this.inTheWay(tx, refused, ranges.read);
    return planned.map((one) => (one instanceof DomainError ? one : (known.get(one.id) ?? one)));
  }

  private plan(id: string, written: WrittenPerson, places: HeldPlaces): Planned | DomainError {
    const { admission, organizationId } = written;
    const today = dayInShanghai(this.clock.now());
    const startsOn = written.startsOn ?? today;
    const place = places.of(organizationId, admission ? 'members' : 'anybody');
    if (place instanceof DomainError) return place;
    const read = readRecord(written.record, today);
    const faults: RecordIssue[] = [
      ...('faults' in read ? read.faults : []),
      ...(admission ? admissionFaults(admission, today) : []),
      ...(startsOn > today ? [{ field: 'startsOn', code: 'future' } as const] : []),
    ];
    if ('faults' in read || faults.length > 0) return recordInvalid(faults);
    const { record } = read;
    const person = admission
      ? this.records.ofMember(id, { ...record, ...admission }, place)
      : this.records.ofAffiliate(id, record, place, startsOn);
    return { id, person, warnings: warningsOf(record, admission?.admittedOn) };
  }

  /** Of those who were not entered, who is on the books in their place. */
  private async inTheWay(
    tx: Transaction,
    refused: readonly Planned[],
    ranges: readonly PathRange[],
  ): Promise<Map<string, DomainError>> {
    if (refused.length === 0) return new Map();
    const known = await this.people.known(
      tx,
      refused.map(({ person }) => person),
      ranges,
    );
    return new Map(refused.map(({ id }, index) => [id, personExists(known[index])]));
  }
}
