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

const transfers = (kind: ToDoKind, day: string, side: 'from' | 'to', when: string): string => `
  select '${kind}', ${day}
  from transfers transfer join organizations place on place.id = transfer.${side}_organization_id
  where transfer.closed_on is null and ${when} and ${withinRanges('place.path', 1, 2)}`;

const since = `(transfer.created_at at time zone 'Asia/Shanghai')::date`;
const isGood = `transfer.state = 'letter_issued' and transfer.expires_on >= $3::date`;

/** Few transfers are open and few members on probation at a time, and each has an index of its own. */
const toDos = {
  name: 'me-to-dos',
  text: `with rule as materialized (${rulesInForce(3)})
    select kind, count(*)::int as count, min(day)::text as "firstOn" from (
      ${probations('probations_end', withinRanges('place.path', 1, 2))}
      union all ${transfers('transfers_to_approve', since, 'from', `transfer.state = 'requested'`)}
      union all ${transfers('letters_to_issue', since, 'from', `transfer.state = 'approved_out'`)}
      union all ${transfers('transfers_to_answer', 'transfer.expires_on', 'to', isGood)}
      union all ${probations('own_probation_ends', 'membership.person_id = $4')}
      union all select 'own_letter', transfer.expires_on from transfers transfer
        where transfer.closed_on is null and ${isGood} and transfer.person_id = $4
    ) waiting group by kind order by min(day), kind`,
};

@Injectable()
export class ToDosReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** What waits for who manages members in the ranges, and for the person. */
  of(ranges: readonly PathRange[], personId: string | null, today: string): Promise<ToDoRow[]> {
    return readRows(this.dataSource, toDos, [...rangeValues(ranges), today, personId]);
  }
}
