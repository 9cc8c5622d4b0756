import { Injectable } from '@nestjs/common';
import { Clock, dayInShanghai } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { PathRange, Transaction } from '#libs/database';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import type { Organization } from '../organizations/organization.entity.js';
import { EnrolmentPlaces } from '../people/enrolment-places.js';
import { personNotFound, recordInvalid } from '../people/people.errors.js';
import { PeopleRepository } from '../people/people.repository.js';
import { type Admission, admissionFaults } from '../people/record.policy.js';
import { memberAlready, notAffiliated, wrongAffiliationDay } from './affiliations.errors.js';
import { affiliationFault } from './affiliation.policy.js';
import { AffiliationsRepository, type Belonging } from './affiliations.repository.js';

/** Where a person belongs from a day on. */
@Injectable()
export class BelongingChanges {
  constructor(
    private readonly affiliations: AffiliationsRepository,
    private readonly people: PeopleRepository,
    private readonly places: EnrolmentPlaces,
    private readonly bell: DirectoryBell,
    private readonly clock: Clock,
  ) {}

  async affiliate(
    tx: Transaction,
    personId: string,
    { organizationId, startsOn }: { readonly organizationId: string; readonly startsOn: string },
    ranges: readonly PathRange[],
  ): Promise<void> {
    const place = await this.place(tx, organizationId, ranges, 'anybody');
    const { member, affiliatedOn, affiliatedUntil } = await this.lock(tx, personId, ranges);
    if (member) throw memberAlready();
    const fault = affiliationFault({
      startsOn,
      affiliatedOn,
      affiliatedUntil,
      foundedOn: place.foundedOn,
      today: this.today(),
    });
    if (fault) throw wrongAffiliationDay('/startsOn', fault);
    await this.affiliations.end(tx, personId, startsOn);
    await this.affiliations.begin(tx, personId, place.id, startsOn);
  }

  async end(
    tx: Transaction,
    personId: string,
    endsOn: string,
    ranges: readonly PathRange[],
  ): Promise<void> {
    const { affiliatedOn } = await this.lock(tx, personId, ranges);
    if (affiliatedOn === null) throw notAffiliated();
    if (endsOn > this.today()) throw wrongAffiliationDay('/endsOn', 'future');
    if (endsOn < affiliatedOn) throw wrongAffiliationDay('/endsOn', 'before_start');
    await this.affiliations.end(tx, personId, endsOn);
  }

  async admit(
    tx: Transaction,
    personId: string,
    { organizationId, ...admission }: Admission & { readonly organizationId: string },
    ranges: readonly PathRange[],
  ): Promise<void> {
    const place = await this.place(tx, organizationId, ranges, 'members');
    const faults = admissionFaults(admission, this.today());
    if (faults.length > 0) throw recordInvalid(faults);
    const { member, memberUntil } = await this.lock(tx, personId, ranges);
    if (member) throw memberAlready();
    // Of a membership of before, the days stay what they were.
    const startsOn = [admission.admittedOn, place.foundedOn, memberUntil ?? ''].sort().at(-1) ?? '';
    await this.affiliations.beginMembership(tx, personId, place.id, admission, startsOn);
    await this.bell.ring(tx);
  }

  /** Who was taken elsewhere while we waited is no longer theirs. */
  private async lock(
    tx: Transaction,
    personId: string,
    ranges: readonly PathRange[],
  ): Promise<Belonging> {
    const belonging = await this.affiliations.lock(tx, personId);
    if (!(await this.people.find(personId, ranges, tx))) throw personNotFound();
    return belonging;
  }

  private async place(
    tx: Transaction,
    organizationId: string,
    ranges: readonly PathRange[],
    whom: 'members' | 'anybody',
  ): Promise<Organization> {
    const places = await this.places.hold(tx, [organizationId], ranges);
    const place = places.of(organizationId, whom);
    if (place instanceof DomainError) throw place;
    return place;
  }

  private today(): string {
    return dayInShanghai(this.clock.now());
  }
}
