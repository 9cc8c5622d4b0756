import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type PathRange, rangeValues, readRows, withinRanges } from '#libs/database';
import { probationEnd } from '../memberships/memberships.read-model.js';
import { rulesInForce } from '../rules/rules.read-model.js';
import type { ToDoKind } from './to-dos.js';

export interface ToDoRow {
  readonly kind: ToDoKind;
  readonly count: number;
  readonly firstOn: string;
}

const probations = (kind: ToDoKind, whose: string): string => `
  select '${kind}' as kind, ${probationEnd} as day
  from memberships membership join organizations place on place.id = membership.organization_id
  where membership.kind = 'probationary' and membership.ends_on is null
    and ${probationEnd} <= $3::date + (select value from rule where code = 'probation_notice_days')
    and ${whose}`;

const transfers = (kind: ToDoKind, day: string, when: string, whose: string): string => `
  select '${kind}', ${day} from transfers transfer where transfer.closed_on is null and ${when} and ${whose}`;

/** One side of the transfer lies within the ranges, given as two parameters' numbers. */
const at = (side: 'from' | 'to', from: number, below: number): string => `exists (
  select from organizations place where place.id = transfer.${side}_organization_id
    and ${withinRanges('place.path', from, below)})`;

const since = `(transfer.created_at at time zone 'Asia/Shanghai')::date`;
const isGood = `transfer.state = 'letter_issued' and transfer.expires_on >= $3::date`;

/** Few transfers are open and few members on probation at a time, and each has an index of its own. */
const toDos = {
  name: 'me-to-dos',
  text: `with rule as materialized (${rulesInForce(3)})
    select kind, count(*)::int as count, min(day)::text as "firstOn" from (
      ${probations('probations_end', withinRanges('place.path', 1, 2))}
      union all ${transfers('transfers_to_approve', since, `transfer.state = 'requested'`, at('from', 1, 2))}
      union all ${transfers('letters_to_issue', since, `transfer.state = 'approved_out'`, at('from', 1, 2))}
      union all ${transfers('transfers_to_answer', 'transfer.expires_on', isGood, at('to', 5, 6))}
      union all ${probations('own_probation_ends', 'membership.person_id = $4')}
      union all ${transfers('own_letter', 'transfer.expires_on', isGood, 'transfer.person_id = $4')}
    ) waiting group by kind order by min(day), kind`,
};

@Injectable()
export class ToDosReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** What waits for who manages members or answers transfers in the ranges, and for the person. */
  of(
    { managed, answered }: Record<'managed' | 'answered', readonly PathRange[]>,
    personId: string | null,
    today: string,
  ): Promise<ToDoRow[]> {
    return readRows(this.dataSource, toDos, [
      ...rangeValues(managed),
      today,
      personId,
      ...rangeValues(answered),
    ]);
  }
}
