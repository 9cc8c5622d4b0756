import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import type { PathRange, Transaction } from '#libs/database';
import { inCommand } from '#libs/http';
import { organizationDissolved } from '../organizations/organizations.errors.js';
import { personNotFound } from '../people/people.errors.js';
import { PeopleRepository } from '../people/people.repository.js';
import type { MembershipChangeDto, RevokeDecisionRequest } from './dto/membership-change.dto.js';
import type { StateBefore } from './membership-change.js';
import { MembershipDecisions } from './membership-decisions.js';
import { relianceOn, revocationFault } from './membership.policy.js';
import {
  changeNotFound,
  refusedRevocation,
  revokedBeforeDecision,
  revokedInFuture,
} from './memberships.errors.js';
import { MembershipRevocationsRepository } from './membership-revocations.repository.js';
import { MembershipTiesRepository } from './membership-ties.repository.js';

/** What a decision is revoked for, once it may be. */
interface Revocable {
  readonly before: StateBefore;
  readonly changedOn: string;
}

/** Takes back what was decided wrongly: the membership is what it was before, and the history tells both. */
@Injectable()
export class MembershipRevocationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly revocations: MembershipRevocationsRepository,
    private readonly decisions: MembershipDecisions,
    private readonly ties: MembershipTiesRepository,
    private readonly people: PeopleRepository,
    private readonly clock: Clock,
  ) {}

  revoke(
    principal: Principal,
    personId: string,
    changeId: string,
    { revokedOn, decision, reason }: RevokeDecisionRequest,
  ): Promise<MembershipChangeDto> {
    const today = dayInShanghai(this.clock.now());
    if (revokedOn > today) throw revokedInFuture();
    const ranges = principal.ranges('members.manage');
    return inCommand(this.dataSource, async (tx) => {
      await this.lock(tx, personId, changeId, ranges);
      const { before, changedOn } = await this.revocable(tx, personId, changeId, today);
      if (revokedOn < changedOn) throw revokedBeforeDecision(changedOn);
      const { organizationId, dissolvedOn } = await this.revocations.place(tx, before);
      if (dissolvedOn !== null) throw organizationDissolved();
      await this.revocations.putBack(tx, before);
      await this.ties.putBack(tx, before, changedOn);
      return this.decisions.record(
        tx,
        { personId, membership: { organizationId } },
        {
          change: 'revoked',
          changedOn: revokedOn,
          until: null,
          host: null,
          contactPersonId: null,
          decision,
          decidedBy: principal.accountId,
          revokes: changeId,
          reason,
        },
      );
    });
  }

  /** What was moved elsewhere while we waited for the lock is no longer theirs. */
  private async lock(
    tx: Transaction,
    personId: string,
    changeId: string,
    ranges: readonly PathRange[],
  ): Promise<void> {
    await this.requireWithin(tx, personId, changeId, ranges);
    await this.people.lock(tx, personId);
    await this.requireWithin(tx, personId, changeId, ranges);
  }

  /**
   * A decision is theirs whose organization it was decided in: there the membership is put back. Where the person is now says
   * nothing of that, but whether they may be told that there is such a person.
   */
  private async requireWithin(
    tx: Transaction,
    personId: string,
    changeId: string,
    ranges: readonly PathRange[],
  ): Promise<void> {
    if (await this.revocations.isWithin(tx, personId, changeId, ranges)) return;
    throw (await this.people.find(personId, ranges, tx)) ? changeNotFound() : personNotFound();
  }

  private async revocable(
    tx: Transaction,
    personId: string,
    changeId: string,
    today: string,
  ): Promise<Revocable> {
    const decision = await this.revocations.find(tx, personId, changeId, today);
    if (!decision) throw changeNotFound();
    const fault = revocationFault(decision);
    if (fault) throw refusedRevocation(fault, relianceOn(decision));
    const { before, changedOn } = decision;
    if (before === null) throw refusedRevocation('before_unknown', undefined);
    return { before, changedOn };
  }
}
