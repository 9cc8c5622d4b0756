import { Injectable } from '@nestjs/common';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import type { StateBefore } from './membership-change.js';
import type { StandingDecision } from './membership.policy.js';

export interface RevocableDecision extends StandingDecision {
  readonly changedOn: string;
}

/** Where a membership is put back. */
export interface PlaceBefore {
  readonly organizationId: string;
  readonly dissolvedOn: string | null;
}

@Injectable()
export class MembershipRevocationsRepository {
  /** Whether it is a decision about the person, and the organization in which it was decided lies within the ranges. */
  async isWithin(
    tx: Transaction,
    personId: string,
    id: string,
    ranges: readonly PathRange[],
  ): Promise<boolean> {
    const rows = await query(
      tx,
      `select from membership_changes change join organizations held on held.id = change.organization_id
       where change.id = $1 and change.person_id = $2 and ${withinRanges('held.path', 3, 4)}`,
      [id, personId, ...rangeValues(ranges)],
    );
    return rows.length > 0;
  }

  /**
   * A decision about the person, who is locked already: so what came since is told by the ids, which are made under that
   * lock. A letter that has run out is no transfer under way.
   */
  async find(
    tx: Transaction,
    personId: string,
    id: string,
    today: string,
  ): Promise<RevocableDecision | undefined> {
    const [row] = await query<RevocableDecision & Record<string, unknown>>(
      tx,
      `select change.change, change.changed_on::text as "changedOn", change.before,
         exists (select from membership_changes where revokes = change.id) as "isRevoked",
         not exists (select from membership_changes later
           where later.person_id = change.person_id and later.id > change.id and later.change <> 'revoked'
             and not exists (select from membership_changes where revokes = later.id)) as "isLast",
         exists (select from transfers transfer join transfer_steps step on step.transfer_id = transfer.id
           where transfer.person_id = change.person_id and transfer.closed_on is null and step.id > change.id
             and (transfer.expires_on is null or transfer.expires_on >= $3::date)) as "transferSince",
         exists (select from memberships where person_id = change.person_id and ends_on is null) as "isMember",
         exists (select from offices office join organizations held on held.id = office.organization_id
           where office.person_id = change.person_id and office.id > change.id and held.line = 'party'
             and (office.ends_on is null or office.ends_on > office.starts_on)) as "officeSince",
         exists (select from party_probations party_probation
           where party_probation.person_id = change.person_id and party_probation.id > change.id
             and party_probation.ends_on > party_probation.starts_on) as "partyProbationSince"
       from membership_changes change where change.id = $2 and change.person_id = $1`,
      [personId, id, today],
    );
    return row;
  }

  /** Where the membership was before; it goes on standing, or being gone, until the transaction ends. */
  async place(tx: Transaction, { membershipId }: StateBefore): Promise<PlaceBefore> {
    const [row] = await query<PlaceBefore & Record<string, unknown>>(
      tx,
      `select organization.id as "organizationId", organization.dissolved_on::text as "dissolvedOn"
       from organizations organization
       where organization.id = (select organization_id from memberships where id = $1) for share`,
      [membershipId],
    );
    if (!row) throw new Error(`membership ${membershipId} is gone`);
    return row;
  }

  /**
   * Puts the membership back as it was, as if nothing had been decided. The row that the decision began is emptied and not
   * deleted: the other services were told of it, and are told now that it holds on no day.
   */
  async putBack(tx: Transaction, before: StateBefore): Promise<void> {
    await tx.query(
      `update memberships begun set starts_on = former.starts_on, ends_on = former.starts_on, voided = true
       from memberships former
       where former.id = $1 and begun.person_id = former.person_id and begun.ends_on is null and begun.id <> former.id`,
      [before.membershipId],
    );
    await tx.query(
      `update memberships set ends_on = null, kind = $2, standing = $3, confirmed_on = $4, probation_until = $5
       where id = $1`,
      [
        before.membershipId,
        before.kind,
        before.standing,
        before.confirmedOn,
        before.probationUntil,
      ],
    );
  }
}
