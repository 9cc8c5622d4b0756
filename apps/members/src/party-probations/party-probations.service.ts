import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { brokenConstraint } from '#libs/database';
import { inCommand } from '#libs/http';
import { noMembership } from '../memberships/memberships.errors.js';
import { personNotFound } from '../people/people.errors.js';
import { PeopleRepository } from '../people/people.repository.js';
import { RulesReadModel } from '../rules/rules.read-model.js';
import type {
  ChangePartyProbationRequest,
  ImposePartyProbationRequest,
  PartyProbationDto,
} from './dto/party-probation.dto.js';
import type { PartyProbationOutcome } from './party-probation.js';
import { endFault, extensionFault, impositionFault, latestEnd } from './party-probation.policy.js';
import {
  partyProbationNotFound,
  partyProbationOverlaps,
  refusedPartyProbation,
} from './party-probations.errors.js';
import { PartyProbationsReadModel } from './party-probations.read-model.js';
import { PartyProbationsRepository } from './party-probations.repository.js';

/**
 * What a committee decided, entered by who manages members. Other services are told nothing of it: whoever is on it must
 * attend, and is assessed, as before.
 */
@Injectable()
export class PartyProbationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly partyProbations: PartyProbationsRepository,
    private readonly readModel: PartyProbationsReadModel,
    private readonly people: PeopleRepository,
    private readonly rules: RulesReadModel,
    private readonly clock: Clock,
  ) {}

  impose(
    principal: Principal,
    personId: string,
    body: ImposePartyProbationRequest,
  ): Promise<PartyProbationDto> {
    const { decidedOn, decision, startsOn, endsOn } = body;
    const ranges = principal.ranges('members.manage');
    return inCommand(this.dataSource, async (tx) => {
      if (!(await this.people.find(personId, ranges, tx))) throw personNotFound();
      await this.people.lock(tx, personId);
      // Who was taken in elsewhere while we waited for the lock is no longer theirs.
      if (!(await this.people.find(personId, ranges, tx))) throw personNotFound();
      const member = await this.partyProbations.memberOn(tx, personId, startsOn);
      if (!member) throw noMembership();
      const rules = await this.rules.values(tx, startsOn);
      const terms = { decidedOn, startsOn, endsOn };
      const fault = impositionFault(terms, member, rules, this.today());
      if (fault) throw refusedPartyProbation(fault, latestEnd(startsOn, rules));
      const enteredBy = principal.accountId;
      const line = { outcome: 'imposed', decidedOn, decision, endsOn, enteredBy } as const;
      const id = await apart(this.partyProbations.impose(tx, personId, startsOn, line));
      return this.readModel.one(tx, id);
    });
  }

  extend(
    principal: Principal,
    id: string,
    body: ChangePartyProbationRequest,
  ): Promise<PartyProbationDto> {
    return this.decide(principal, id, 'extended', body);
  }

  end(
    principal: Principal,
    id: string,
    body: ChangePartyProbationRequest,
  ): Promise<PartyProbationDto> {
    return this.decide(principal, id, 'ended', body);
  }

  private decide(
    principal: Principal,
    id: string,
    outcome: Exclude<PartyProbationOutcome, 'imposed'>,
    { decidedOn, decision, endsOn }: ChangePartyProbationRequest,
  ): Promise<PartyProbationDto> {
    const ranges = principal.ranges('members.manage');
    return inCommand(this.dataSource, async (tx) => {
      const standing = await this.partyProbations.findForUpdate(tx, id, ranges);
      if (!standing) throw partyProbationNotFound();
      const rules = await this.rules.values(tx, standing.startsOn);
      const decided = { decidedOn, endsOn };
      const fault =
        outcome === 'extended'
          ? extensionFault(decided, standing, rules, this.today())
          : endFault(decided, standing, this.today());
      if (fault) throw refusedPartyProbation(fault, latestEnd(standing.startsOn, rules));
      const line = { outcome, decidedOn, decision, endsOn, enteredBy: principal.accountId };
      await apart(this.partyProbations.decide(tx, id, line));
      const decidedOf = await this.readModel.one(tx, id);
      // The answer shows what others decided of it before.
      if (decidedOf.personId !== principal.personId)
        await this.people.logLook(principal.accountId, decidedOf.personId, 'party_probation', tx);
      return decidedOf;
    });
  }

  private today(): string {
    return dayInShanghai(this.clock.now());
  }
}

/** One after the other, with a day between them: the constraint sees to it, whoever else writes at that moment. */
function apart<T>(writing: Promise<T>): Promise<T> {
  return writing.catch((error: unknown) => {
    throw brokenConstraint(error) === 'party_probations_apart'
      ? partyProbationOverlaps(error)
      : error;
  });
}
