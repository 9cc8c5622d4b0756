import { Injectable } from '@nestjs/common';
import type { MembershipKind, MemberStanding } from '#libs/contracts';
import { query, type Transaction } from '#libs/database';
import type { OpenMembership } from './membership.policy.js';
import type { MembershipChangeKind, StateBefore } from './membership-change.js';

export interface LockedMembership extends OpenMembership {
  readonly id: string;
  readonly organizationId: string;
  readonly confirmedOn: string | null;
  /** The day from which the last decision holds, where one came before; nothing is decided behind its back. */
  readonly decidedFrom: string | null;
}

export interface NewChange {
  readonly personId: string;
  readonly organizationId: string;
  readonly change: MembershipChangeKind;
  readonly changedOn: string;
  readonly until: string | null;
  readonly host: string | null;
  readonly contactPersonId: string | null;
  readonly decision: string;
  readonly decidedBy: string;
  /** What is put back if it is revoked; of what is never revoked nothing. */
  readonly before?: StateBefore;
  /** Of a revocation. */
  readonly revokes?: string;
  readonly reason?: string;
}

export interface PastMembership {
  readonly id: string;
  readonly admittedOn: string;
  /** Null where it has not ended. */
  readonly endsOn: string | null;
  readonly lastChange: MembershipChangeKind | null;
}

/** What a membership is from a day on; what is left out stays. */
export interface Continuation {
  readonly organizationId?: string;
  readonly kind?: MembershipKind;
  readonly standing?: MemberStanding;
  readonly confirmedOn?: string;
  readonly probationUntil?: string;
}

@Injectable()
export class MembershipsRepository {
  /** The membership that lasts; nobody else changes it until the transaction ends. */
  async lockOpen(tx: Transaction, personId: string): Promise<LockedMembership | undefined> {
    await tx.query('select from people where id = $1 for update', [personId]);
    const [row] = await query<LockedMembership>(
      tx,
      `select id, organization_id as "organizationId", kind, standing, admitted_on::text as "admittedOn",
         confirmed_on::text as "confirmedOn", probation_until::text as "probationUntil",
         (select max(earlier.ends_on)::text from memberships earlier
          where earlier.person_id = $1 and earlier.ends_on is not null and not earlier.voided) as "decidedFrom"
       from memberships where person_id = $1 and ends_on is null for update`,
      [personId],
    );
    return row;
  }

  /**
   * Goes on with the membership as another row from the day on, so that who asks of a day before is told what was so
   * then. Where the membership here began later than that, it has been so from its beginning.
   */
  async goOn(tx: Transaction, id: string, from: string, now: Continuation): Promise<void> {
    const values = [
      id,
      from,
      now.kind ?? null,
      now.standing ?? null,
      now.confirmedOn ?? null,
      now.probationUntil ?? null,
      now.organizationId ?? null,
    ];
    await tx.query(
      `with former as (
         update memberships set ends_on = $2::date where id = $1 and starts_on < $2::date
         returning id, person_id, organization_id, kind, standing, admitted_on, confirmed_on, probation_until
       )
       insert into memberships (person_id, organization_id, kind, standing, admitted_on, confirmed_on, probation_until,
         starts_on)
       select person_id, coalesce($7::uuid, organization_id), coalesce($3, kind), coalesce($4, standing), admitted_on,
         coalesce($5::date, confirmed_on), coalesce($6::date, probation_until), $2::date
       from former`,
      values,
    );
    await tx.query(
      `update memberships set kind = coalesce($3, kind), standing = coalesce($4, standing),
         confirmed_on = coalesce($5::date, confirmed_on), probation_until = coalesce($6::date, probation_until),
         organization_id = coalesce($7::uuid, organization_id)
       where id = $1 and starts_on >= $2::date and ends_on is null`,
      values,
    );
  }

  async end(tx: Transaction, id: string, on: string): Promise<void> {
    await tx.query('update memberships set ends_on = greatest(starts_on, $2::date) where id = $1', [
      id,
      on,
    ]);
  }

  /**
   * What the person was when the last membership ended, and until when it lasted; nobody else enters them meanwhile. What
   * was decided last is told by the ids, made under the lock: a transaction that waited for it began before.
   */
  async lockLast(tx: Transaction, personId: string): Promise<PastMembership | undefined> {
    await tx.query('select from people where id = $1 for update', [personId]);
    const [row] = await query<PastMembership & Record<string, unknown>>(
      tx,
      `select membership.id, membership.admitted_on::text as "admittedOn", membership.ends_on::text as "endsOn",
         (select change.change from membership_changes change where change.person_id = $1
          order by change.id desc limit 1) as "lastChange"
       from memberships membership where membership.person_id = $1 and not membership.voided
       order by membership.starts_on desc, membership.id desc limit 1`,
      [personId],
    );
    return row;
  }

  /** Begins a membership elsewhere with what the person was when the former ended. */
  async resume(
    tx: Transaction,
    formerId: string,
    organizationId: string,
    on: string,
  ): Promise<void> {
    await tx.query(
      `insert into memberships (person_id, organization_id, kind, admitted_on, confirmed_on, probation_until, starts_on)
       select person_id, $2, kind, admitted_on, confirmed_on, probation_until, $3 from memberships where id = $1`,
      [formerId, organizationId, on],
    );
  }

  async addChange(tx: Transaction, change: NewChange): Promise<string> {
    const [row] = await query<{ id: string }>(
      tx,
      `insert into membership_changes (person_id, organization_id, change, changed_on, until, host, contact_person_id,
         decision, decided_by, before, revokes, reason)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
      [
        change.personId,
        change.organizationId,
        change.change,
        change.changedOn,
        change.until,
        change.host,
        change.contactPersonId,
        change.decision,
        change.decidedBy,
        change.before ? JSON.stringify(change.before) : null,
        change.revokes ?? null,
        change.reason ?? null,
      ],
    );
    return row?.id ?? '';
  }
}
