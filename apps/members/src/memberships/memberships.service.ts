import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import type { Transaction } from '#libs/database';
import { inCommand } from '#libs/http';
import { personNotFound } from '../people/people.errors.js';
import { PeopleRepository } from '../people/people.repository.js';
import type {
  ChangeStandingRequest,
  ExtendProbationRequest,
  MembershipChangeDto,
  MembershipDecisionRequest,
} from './dto/membership-change.dto.js';
import type { EndedTies, MembershipChangeKind } from './membership-change.js';
import { type Deciding, MembershipDecisions } from './membership-decisions.js';
import {
  confirmationFault,
  extensionFault,
  probationEnd,
  standingFault,
} from './membership.policy.js';
import {
  changeInFuture,
  refusedProbation,
  refusedStanding,
  untilBeforeStart,
} from './memberships.errors.js';
import { MembershipTiesRepository } from './membership-ties.repository.js';
import { MembershipsRepository } from './memberships.repository.js';

/** What was decided, beyond its day and its document. */
interface Outcome {
  readonly change: MembershipChangeKind;
  readonly until?: string | null;
  readonly host?: string | null;
  readonly contactPersonId?: string | null;
  /** What ended with the membership. */
  readonly ended?: EndedTies;
}

/** What people decide of memberships: each is a row from its day on, and a line in their history. */
@Injectable()
export class MembershipsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: MembershipDecisions,
    private readonly memberships: MembershipsRepository,
    private readonly ties: MembershipTiesRepository,
    private readonly people: PeopleRepository,
    private readonly clock: Clock,
  ) {}

  confirm(
    principal: Principal,
    personId: string,
    body: MembershipDecisionRequest,
  ): Promise<MembershipChangeDto> {
    return this.decide(principal, personId, body, async (tx, { membership, rules }) => {
      const fault = confirmationFault(membership, body.changedOn, rules);
      if (fault) throw refusedProbation(fault, probationEnd(membership, rules));
      await this.memberships.goOn(tx, membership.id, body.changedOn, {
        kind: 'full',
        confirmedOn: body.changedOn,
      });
      return { change: 'confirmed' };
    });
  }

  extend(
    principal: Principal,
    personId: string,
    body: ExtendProbationRequest,
  ): Promise<MembershipChangeDto> {
    return this.decide(principal, personId, body, async (tx, { membership, rules }) => {
      const fault = extensionFault(membership, body.until, rules);
      if (fault) throw refusedProbation(fault, probationEnd(membership, rules));
      if (body.until <= body.changedOn) throw untilBeforeStart();
      await this.memberships.goOn(tx, membership.id, body.changedOn, {
        probationUntil: body.until,
      });
      return { change: 'probation_extended', until: body.until };
    });
  }

  cancel(
    principal: Principal,
    personId: string,
    body: MembershipDecisionRequest,
  ): Promise<MembershipChangeDto> {
    return this.decide(principal, personId, body, async (tx, { membership, rules }) => {
      if (membership.kind !== 'probationary')
        throw refusedProbation('not_probationary', probationEnd(membership, rules));
      await this.memberships.end(tx, membership.id, body.changedOn);
      const ended = await this.ties.end(tx, personId, body.changedOn);
      return { change: 'probation_cancelled', ended };
    });
  }

  changeStanding(
    principal: Principal,
    personId: string,
    body: ChangeStandingRequest,
  ): Promise<MembershipChangeDto> {
    const { standing, changedOn, until = null, host = null, contactPersonId = null } = body;
    if (until !== null && until <= changedOn) throw untilBeforeStart();
    const ranges = principal.ranges('members.manage');
    return this.decide(principal, personId, body, async (tx, { membership, rules }) => {
      const change = { standing, changedOn, until, host, contactPersonId };
      const fault = standingFault(membership, change, rules);
      if (fault) throw refusedStanding(fault);
      if (contactPersonId && !(await this.people.find(contactPersonId, ranges, tx)))
        throw personNotFound('/contactPersonId');
      await this.memberships.goOn(tx, membership.id, changedOn, { standing });
      if (standing === 'regular') return { change: 'returned' };
      return { change: standing, until, host, contactPersonId };
    });
  }

  private decide(
    principal: Principal,
    personId: string,
    { changedOn, decision }: MembershipDecisionRequest,
    change: (tx: Transaction, deciding: Deciding) => Promise<Outcome>,
  ): Promise<MembershipChangeDto> {
    if (changedOn > dayInShanghai(this.clock.now())) throw changeInFuture();
    const ranges = principal.ranges('members.manage');
    return inCommand(this.dataSource, async (tx) => {
      const deciding = await this.decisions.begin(tx, personId, ranges, changedOn);
      const { id: membershipId, kind, standing, confirmedOn, probationUntil } = deciding.membership;
      const {
        until = null,
        host = null,
        contactPersonId = null,
        ended = { offices: [], exemptions: [] },
        ...outcome
      } = await change(tx, deciding);
      return this.decisions.record(tx, deciding, {
        ...outcome,
        until,
        host,
        contactPersonId,
        changedOn,
        decision,
        decidedBy: principal.accountId,
        before: { membershipId, kind, standing, confirmedOn, probationUntil, ...ended },
      });
    });
  }
}
