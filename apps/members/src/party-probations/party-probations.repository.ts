import { Injectable } from '@nestjs/common';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import { homeOrganization } from '../people/people.repository.js';
import type { PartyProbationOutcome } from './party-probation.js';
import type {
  DecidedEnd,
  SanctionedMember,
  StandingPartyProbation,
} from './party-probation.policy.js';

export interface NewDecision extends DecidedEnd {
  readonly outcome: PartyProbationOutcome;
  readonly decision: string;
  readonly enteredBy: string;
}

@Injectable()
export class PartyProbationsRepository {
  /** What who is a member now was on the day, or is from the first one on that is known after it. */
  async memberOn(
    tx: Transaction,
    personId: string,
    day: string,
  ): Promise<SanctionedMember | undefined> {
    const [row] = await query<SanctionedMember & Record<string, unknown>>(
      tx,
      `select kind, admitted_on::text as "admittedOn", confirmed_on::text as "confirmedOn"
       from memberships
       where person_id = $1 and not voided and (ends_on is null or ends_on > $2::date)
         and exists (select from memberships where person_id = $1 and ends_on is null)
       order by starts_on limit 1`,
      [personId, day],
    );
    return row;
  }

  async impose(
    tx: Transaction,
    personId: string,
    startsOn: string,
    decision: NewDecision,
  ): Promise<string> {
    const [row] = await query<{ id: string }>(
      tx,
      'insert into party_probations (person_id, starts_on, ends_on) values ($1, $2, $3) returning id',
      [personId, startsOn, decision.endsOn],
    );
    const id = row?.id ?? '';
    await this.record(tx, id, decision);
    return id;
  }

  /** Nobody else decides of it until the transaction ends. */
  async findForUpdate(
    tx: Transaction,
    id: string,
    ranges: readonly PathRange[],
  ): Promise<StandingPartyProbation | undefined> {
    const [row] = await query<{ startsOn: string; endsOn: string }>(
      tx,
      `select party_probation.starts_on::text as "startsOn", party_probation.ends_on::text as "endsOn"
       from party_probations party_probation
       join organizations organization on organization.id = ${homeOrganization('party_probation.person_id')}
       where party_probation.id = $1 and ${withinRanges('organization.path', 2, 3)} for update of party_probation`,
      [id, ...rangeValues(ranges)],
    );
    if (!row) return undefined;
    // Read behind the lock: whoever held it may have decided something.
    const [decided] = await query<{ decidedOn: string; isEnded: boolean }>(
      tx,
      `select max(decided_on)::text as "decidedOn", bool_or(outcome = 'ended') as "isEnded"
       from party_probation_decisions where party_probation_id = $1`,
      [id],
    );
    if (!decided) throw new Error(`nothing was decided of ${id}`);
    return { ...row, ...decided };
  }

  async decide(tx: Transaction, id: string, decision: NewDecision): Promise<void> {
    await tx.query('update party_probations set ends_on = $2 where id = $1', [id, decision.endsOn]);
    await this.record(tx, id, decision);
  }

  private async record(tx: Transaction, id: string, decision: NewDecision): Promise<void> {
    await tx.query(
      `insert into party_probation_decisions (party_probation_id, outcome, decided_on, decision, ends_on, entered_by)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        id,
        decision.outcome,
        decision.decidedOn,
        decision.decision,
        decision.endsOn,
        decision.enteredBy,
      ],
    );
  }
}
