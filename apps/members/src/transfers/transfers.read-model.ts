import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MembershipKind } from '#libs/contracts';
import {
  type PathRange,
  rangeValues,
  readRows,
  type Transaction,
  withinRanges,
} from '#libs/database';
import type { TransferStepDto } from './dto/transfer.dto.js';
import type { TransferSide, TransferState } from './transfer.js';

type StepRow = Omit<TransferStepDto, 'enteredAt'> & { readonly enteredAt: string };

export interface TransferRow {
  readonly id: string;
  readonly person_id: string;
  readonly name: string;
  readonly member_kind: MembershipKind;
  readonly admitted_on: string;
  readonly from_organization_id: string | null;
  readonly from_name: string;
  readonly to_organization_id: string | null;
  readonly to_name: string;
  readonly outside_contact_sealed: Buffer | null;
  readonly state: TransferState;
  readonly letter_number: string | null;
  readonly letter_issued_on: string | null;
  readonly expires_on: string | null;
  readonly closed_on: string | null;
  readonly code_sealed: Buffer | null;
  /** Whoever asks is of the side that it leaves. */
  readonly going: boolean;
  readonly steps: StepRow[];
}

/** Before the first page. */
export const NEWEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The day is a parameter's number. A letter that has run out is so although nobody has written it yet. */
const lapsed = (day: number): string =>
  `(transfer.state = 'letter_issued' and transfer.expires_on < $${day}::date)`;
const state = (day: number): string =>
  `case when ${lapsed(day)} then 'expired' else transfer.state end`;
const closedOn = (day: number): string =>
  `case when ${lapsed(day)} then transfer.expires_on + 1 else transfer.closed_on end`;

/**
 * What the member was on the day on which the transfer was over, or is now: what becomes of them later is no longer
 * the business of the side that they left, or that did not take them in.
 */
const columns = (
  day: number,
  seesAll: string,
  going = 'false',
): string => `transfer.id, transfer.person_id, person.name,
    membership.kind as member_kind, membership.admitted_on::text, transfer.from_organization_id,
    coalesce(sender.name, transfer.outside_name) as from_name, transfer.to_organization_id,
    coalesce(receiver.name, transfer.outside_name) as to_name, transfer.outside_contact_sealed, ${state(day)} as state,
    transfer.letter_number, transfer.letter_issued_on::text, transfer.expires_on::text,
    (${closedOn(day)})::text as closed_on, transfer.code_sealed, ${going} as going,
    (select coalesce(jsonb_agg(jsonb_build_object('step', step.step, 'doneOn', step.done_on, 'reason', step.reason,
        'enteredAt', step.created_at, 'byName', doer.name) order by step.id), '[]')
      from transfer_steps step
      join accounts account on account.id = step.done_by
      left join people doer on doer.id = account.person_id
      where step.transfer_id = transfer.id
        and (${seesAll} or step.step in ('letter_issued', 'accepted', 'rejected'))) as steps`;

const tables = (day: number, transfers = 'transfers'): string => `${transfers} transfer
  join people person on person.id = transfer.person_id
  left join organizations sender on sender.id = transfer.from_organization_id
  left join organizations receiver on receiver.id = transfer.to_organization_id
  cross join lateral (
    select kind, admitted_on from memberships where person_id = transfer.person_id and not voided
    order by starts_on <= coalesce(${closedOn(day)}, 'infinity') desc, starts_on desc, id desc limit 1
  ) membership`;

const at = (side: 'from' | 'to', where: string): string =>
  `exists (select from organizations place where place.id = transfer.${side}_organization_id and ${where})`;

/** Each side sees it, the receiving one from the letter on. `$1` and `$2` are the ranges. */
const going = at('from', withinRanges('place.path', 1, 2));
const coming = `(transfer.state in ('letter_issued', 'accepted', 'rejected', 'expired')
    and ${at('to', withinRanges('place.path', 1, 2))})`;

/** Who enters what comes from outside has entered every step of it. */
const asSender = `(${going} or transfer.from_organization_id is null)`;

const below = (side: 'from' | 'to'): string =>
  `($6::uuid is null or ${at(
    side,
    `exists (select from organizations above where above.id = $6
        and place.path >= above.path and place.path < left(above.path, -1) || '0')`,
  )})`;

/**
 * Newest first, read backwards by the primary key: conditions alone, and no join, decide what is on the page, so that
 * nothing behind it is read.
 */
const shown = `(
    select * from transfers transfer
    where transfer.id < $3::uuid
      and (($7::text is distinct from 'in' and ${going} and ${below('from')})
        or ($7::text is distinct from 'out' and ${coming} and ${below('to')}))
      and ($5::text is null or ${state(4)} = $5)
      and ($8::date is null or (transfer.state = 'letter_issued' and transfer.expires_on >= $4::date
        and transfer.expires_on < $8::date))
    order by transfer.id desc limit $9
  )`;

export const transfersPage = {
  name: 'transfers-page',
  text: `select ${columns(4, asSender, going)} from ${tables(4, shown)} order by transfer.id desc`,
};

const one = {
  name: 'transfer-within',
  text: `select ${columns(4, asSender, going)} from ${tables(4)}
    where transfer.id = $3 and (${going} or ${coming})`,
};

const own = {
  name: 'transfers-own',
  text: `select ${columns(2, 'true')} from ${tables(2)}
    where transfer.person_id = $1 and transfer.id < $3::uuid and ($4::uuid is null or transfer.id = $4)
    order by transfer.id desc limit $5`,
};

const byCode = {
  name: 'transfer-by-code',
  text: `select ${columns(2, 'false')} from ${tables(2)} where transfer.code_index = $1`,
};

@Injectable()
export class TransfersReadModel {
  constructor(private readonly dataSource: DataSource) {}

  page(filter: {
    readonly ranges: readonly PathRange[];
    readonly before: string;
    readonly today: string;
    readonly state: TransferState | null;
    readonly organizationId: string | null;
    readonly side: TransferSide | null;
    readonly expiringBefore: string | null;
    readonly limit: number;
  }): Promise<TransferRow[]> {
    const { ranges, before, today, organizationId, side, expiringBefore, limit } = filter;
    return readRows(this.dataSource, transfersPage, [
      ...rangeValues(ranges),
      before,
      today,
      filter.state,
      organizationId,
      side,
      expiringBefore,
      limit,
    ]);
  }

  async within(
    id: string,
    ranges: readonly PathRange[],
    today: string,
    on: DataSource | Transaction = this.dataSource,
  ): Promise<TransferRow | undefined> {
    const [row] = await readRows<TransferRow>(on, one, [...rangeValues(ranges), id, today]);
    return row;
  }

  /** All of one person's, or the one. */
  own(
    filter: {
      readonly personId: string;
      readonly today: string;
      readonly before: string;
      readonly id: string | null;
      readonly limit: number;
    },
    on: DataSource | Transaction = this.dataSource,
  ): Promise<TransferRow[]> {
    const { personId, today, before, id, limit } = filter;
    return readRows(on, own, [personId, today, before, id, limit]);
  }

  async byCode(index: Buffer, today: string): Promise<TransferRow | undefined> {
    const [row] = await readRows<TransferRow>(this.dataSource, byCode, [index, today]);
    return row;
  }
}
