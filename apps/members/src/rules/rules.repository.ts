import { Injectable } from '@nestjs/common';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import type { RuleRow } from './rules.read-model.js';

export interface NewRuleValue extends RuleRow {
  readonly decidedBy: string;
}

@Injectable()
export class RulesRepository {
  /** Rules hold for everybody, so they are set by who may do so at the root. */
  async maySet(tx: Transaction, ranges: readonly PathRange[]): Promise<boolean> {
    const roots = await query(
      tx,
      `select id from organizations organization where parent_id is null and ${withinRanges('organization.path', 1, 2)}`,
      rangeValues(ranges),
    );
    return roots.length > 0;
  }

  /** @returns false when there is a value from that day on already. */
  async insert(tx: Transaction, value: NewRuleValue): Promise<boolean> {
    const inserted = await query(
      tx,
      `insert into rule_values (code, valid_from, value, decision, decided_by) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning code`,
      [value.code, value.valid_from, value.value, value.decision, value.decidedBy],
    );
    return inserted.length > 0;
  }
}
