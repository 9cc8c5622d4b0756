import { Injectable } from '@nestjs/common';
import { Clock, dayInShanghai } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { PathRange, Transaction } from '#libs/database';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import type { Organization } from '../organizations/organization.entity.js';
import { takesMembers } from '../organizations/organization.policy.js';
import {
  organizationDissolved,
  organizationNotFound,
} from '../organizations/organizations.errors.js';
import { OrganizationTreeRepository } from '../organizations/organization-tree.repository.js';
import { OrganizationsRepository } from '../organizations/organizations.repository.js';
import { type NewPerson, NewPeopleRepository } from './new-people.repository.js';
import { NewPersonRecords } from './new-person-records.js';
import { personExists, recordInvalid } from './people.errors.js';
import {
  type Admission,
  admissionFaults,
  type PersonRecord,
  readRecord,
  type RecordIssue,
  type RecordWarning,
  warningsOf,
  type WrittenRecord,
} from './record.policy.js';

/** A member as somebody wrote them down. */
export interface WrittenMember extends WrittenRecord {
  readonly organizationId: string;
  readonly memberKind: Admission['memberKind'];
  readonly admittedOn: string;
  readonly confirmedOn?: string | null;
}

export interface EnteredPerson {
  readonly id: string;
  readonly warnings: readonly RecordWarning[];
}

interface Planned extends EnteredPerson {
  readonly person: NewPerson;
}

type Member = PersonRecord & Admission;

/** Enters people who are written down one by one, by the rules that a roster goes by. */
@Injectable()
export class Enrolment {
  constructor(
    private readonly people: NewPeopleRepository,
    private readonly records: NewPersonRecords,
    private readonly organizations: OrganizationsRepository,
    private readonly tree: OrganizationTreeRepository,
    private readonly bell: DirectoryBell,
    private readonly clock: Clock,
  ) {}

  /** As many statements for a thousand as for one; what came of each, in their order. */
  async enter(
    tx: Transaction,
    written: readonly WrittenMember[],
    ranges: { readonly manage: readonly PathRange[]; readonly read: readonly PathRange[] },
  ): Promise<(EnteredPerson | DomainError)[]> {
    await this.tree.keep(tx);
    const today = dayInShanghai(this.clock.now());
    const wanted = written.map(({ organizationId }) => organizationId.toLowerCase());
    const places = await this.organizations.lockAll(tx, wanted, ranges.manage);
    const ids = await this.people.newIds(tx, written.length);
    const planned = written.map((one, index): Planned | DomainError => {
      const place = placeOf(places.get(wanted[index] ?? ''));
      if (place instanceof DomainError) return place;
      const member = readMember(one, today);
      if (member instanceof DomainError) return member;
      const id = ids[index] ?? '';
      return {
        id,
        person: this.records.ofMember(id, member, place),
        warnings: warningsOf(member, member.admittedOn),
      };
    });
    const sound = planned.filter((one): one is Planned => !(one instanceof DomainError));
    if (sound.length === 0) return planned as DomainError[];
    const inserted = await this.people.insert(
      tx,
      sound.map(({ person }) => person),
    );
    if (inserted.size > 0) await this.bell.ring(tx);
    const refused = sound.filter(({ id }) => !inserted.has(id));
    const known = await this.inTheWay(tx, refused, ranges.read);
    return planned.map((one) => (one instanceof DomainError ? one : (known.get(one.id) ?? one)));
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
    return new Map(
      refused.map(({ id }, index) => {
        const existing = known[index];
        const { by = 'citizenNumber' } = existing ?? {};
        return [id, personExists(by, existing?.visible ? existing.id : null)];
      }),
    );
  }
}

function placeOf(organization: Organization | undefined): Organization | DomainError {
  if (!organization) return organizationNotFound('/organizationId');
  if (!takesMembers(organization))
    return recordInvalid([{ field: 'organizationId', code: 'organization_type' }]);
  return organization.dissolvedOn ? organizationDissolved() : organization;
}

function readMember(written: WrittenMember, today: string): Member | DomainError {
  const { memberKind, admittedOn, confirmedOn = null } = written;
  const admission = { memberKind, admittedOn, confirmedOn, standing: 'regular' as const };
  const read = readRecord(written, today);
  const faults: RecordIssue[] = [
    ...('faults' in read ? read.faults : []),
    ...admissionFaults(admission, today),
  ];
  return 'faults' in read || faults.length > 0
    ? recordInvalid(faults)
    : { ...read.record, ...admission };
}
