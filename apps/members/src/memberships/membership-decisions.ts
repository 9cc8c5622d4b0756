import { Injectable } from '@nestjs/common';
import type { PathRange, Transaction } from '#libs/database';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import { personNotFound } from '../people/people.errors.js';
import { PeopleRepository } from '../people/people.repository.js';
import { RulesReadModel } from '../rules/rules.read-model.js';
import type { RuleValues } from '../rules/rules.js';
import type { MembershipChangeDto } from './dto/membership-change.dto.js';
import { beforeAdmission, decidedSince, noMembership } from './memberships.errors.js';
import { MembershipsReadModel } from './memberships.read-model.js';
import {
  type LockedMembership,
  MembershipsRepository,
  type NewChange,
} from './memberships.repository.js';

/** Whom it is about, and what the rules are on the day. */
export interface Deciding {
  readonly personId: string;
  readonly membership: LockedMembership;
  readonly rules: RuleValues;
}

/** What every decision begins and ends with. */
@Injectable()
export class MembershipDecisions {
  constructor(
    private readonly memberships: MembershipsRepository,
    private readonly readModel: MembershipsReadModel,
    private readonly people: PeopleRepository,
    private readonly rules: RulesReadModel,
    private readonly bell: DirectoryBell,
  ) {}

  /** The membership that lasts, kept from everybody else until the transaction ends. */
  async begin(
    tx: Transaction,
    personId: string,
    ranges: readonly PathRange[],
    day: string,
  ): Promise<Deciding> {
    if (!(await this.people.find(personId, ranges, tx))) throw personNotFound();
    const deciding = await this.open(tx, personId, day);
    // Who was taken in elsewhere while we waited for the lock is no longer theirs.
    if (!(await this.people.find(personId, ranges, tx))) throw personNotFound();
    return deciding;
  }

  /** The same for whoever decides it without being above the person: who takes in somebody from another branch. */
  async open(tx: Transaction, personId: string, day: string): Promise<Deciding> {
    const membership = await this.memberships.lockOpen(tx, personId);
    if (!membership) throw noMembership();
    if (day < membership.admittedOn) throw beforeAdmission();
    if (membership.decidedFrom !== null && day < membership.decidedFrom)
      throw decidedSince(membership.decidedFrom);
    return { personId, membership, rules: await this.rules.values(tx, day) };
  }

  async record(
    tx: Transaction,
    {
      personId,
      membership,
    }: { readonly personId: string; readonly membership: Pick<LockedMembership, 'organizationId'> },
    change: Omit<NewChange, 'personId' | 'organizationId'>,
  ): Promise<MembershipChangeDto> {
    const { organizationId } = membership;
    const id = await this.memberships.addChange(tx, { personId, organizationId, ...change });
    await this.bell.ring(tx);
    return this.readModel.change(tx, id);
  }
}
