import { Injectable } from '@nestjs/common';
import type { ReminderKind } from '#libs/contracts';
import { readRows, type Transaction } from '#libs/database';
import type { Waiting } from './reminder.policy.js';
import { hasTerm, isOnProbation, isUnanswered } from './waiting.js';

export const AT_ONCE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Who acts where a member belongs: for a group its branch. */
const branchOf = (place: string): string =>
  `case when ${place}.type = 'group' then ${place}.parent_id else ${place}.id end`;

/** Few members are on probation at a time, and have an index of their own by organization. */
const probations = {
  name: 'reminders-probations',
  text: `select 'probation' as kind, membership.person_id as "personId", ${branchOf('place')} as "branchId",
      membership.admitted_on::text as "admittedOn", membership.probation_until::text as "probationUntil",
      array[membership.organization_id, membership.id] as position
    from memberships membership join organizations place on place.id = membership.organization_id
    where ${isOnProbation}
      and (membership.organization_id, membership.id) > ($1::uuid, $2::uuid)
    order by membership.organization_id, membership.id limit ${AT_ONCE}`,
  first: [BEFORE_ALL, BEFORE_ALL],
};

const terms = {
  name: 'reminders-terms',
  text: `select 'election' as kind, id as "organizationId", type, elected_on::text as "electedOn", array[id] as position
    from organizations organization
    where id > $1::uuid and ${hasTerm}
    order by id limit ${AT_ONCE}`,
  first: [BEFORE_ALL],
};

/** One of a person's is open at most. */
const letters = {
  name: 'reminders-letters',
  text: `select 'letter' as kind, transfer.id as "transferId", transfer.person_id as "personId",
      ${branchOf('sender')} as "fromBranchId", ${branchOf('receiver')} as "toBranchId",
      transfer.expires_on::text as "expiresOn", array[transfer.person_id] as position
    from transfers transfer
    left join organizations sender on sender.id = transfer.from_organization_id
    left join organizations receiver on receiver.id = transfer.to_organization_id
    where transfer.person_id > $1::uuid and ${isUnanswered}
    order by transfer.person_id limit ${AT_ONCE}`,
  first: [BEFORE_ALL],
};

export const waitingPages = { probation: probations, election: terms, letter: letters } as const;

/** Where a page ended; none before the first. */
export type Position = readonly string[] | null;
export type WaitingRow = Waiting & { readonly position: readonly string[] };

/** What waits for a day and was decided by nobody yet, page by page; nothing is reckoned here. */
@Injectable()
export class RemindersReadModel {
  page(tx: Transaction, kind: ReminderKind, after: Position): Promise<WaitingRow[]> {
    const { first, ...statement } = waitingPages[kind];
    return readRows(tx, statement, after ?? first);
  }
}
