import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query, type Transaction } from '#libs/database';
import { type RuleCode, ruleCodes, type RuleValues } from './rules.js';

export interface RuleRow {
  readonly code: RuleCode;
  readonly value: number;
  readonly valid_from: string;
  readonly decision: string | null;
}

/** From which the values are in force that come with the suite. */
const FIRST_DAY = '1949-10-01';

/**
 * What later versions brought: no rows of the table, since a copy of the version before reads as many rules as it knows,
 * and would miss one of its own.
 */
const LATER = `('letter_notice_days', 14, date '${FIRST_DAY}', null), ('probation_notice_days', 30, '${FIRST_DAY}', null),
  ('party_probation_months', 24, '${FIRST_DAY}', null)`;

/** The value of each rule that is in force on a day; `day` is a parameter's number. */
export const rulesInForce = (day: number): string => `
  select distinct on (code) code, value, valid_from::text, decision
  from (select code, value, valid_from, decision from rule_values union all values ${LATER}) as rule_value
  where valid_from <= $${day}::date order by code, valid_from desc, decision nulls last`;

@Injectable()
export class RulesReadModel {
  constructor(private readonly dataSource: DataSource) {}

  inForce(
    day: string,
    page: { readonly after: string; readonly limit: number },
    tx: Transaction = this.dataSource.manager,
  ): Promise<RuleRow[]> {
    return query<RuleRow & Record<string, unknown>>(
      tx,
      `select * from (${rulesInForce(1)}) as rule where code > $2 order by code limit $3`,
      [day, page.after, page.limit],
    );
  }

  /** What every rule says on a day; before the first values, those. */
  async values(tx: Transaction, day: string): Promise<RuleValues> {
    const rows = await this.inForce(
      day < FIRST_DAY ? FIRST_DAY : day,
      { after: '', limit: ruleCodes.length },
      tx,
    );
    const found = new Map(rows.map(({ code, value }) => [code, value]));
    const valueOf = (code: RuleCode): number => {
      const value = found.get(code);
      if (value === undefined) throw new Error(`there is no rule ${code}`);
      return value;
    };
    return Object.fromEntries(ruleCodes.map((code) => [code, valueOf(code)])) as RuleValues;
  }
}
