import { Injectable } from '@nestjs/common';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import { homeOrganization } from '../people/people.repository.js';
import type { ExemptionTerms } from './exemption.policy.js';

export interface NewExemption extends ExemptionTerms {
  readonly personId: string;
  readonly decision: string;
  readonly approvedBy: string;
}

@Injectable()
export class ExemptionsRepository {
  /** One of a kind at a time: the constraint sees to it, whoever else writes at that moment. */
  async insert(tx: Transaction, exemption: NewExemption): Promise<string> {
    const [row] = await query<{ id: string }>(
      tx,
      `insert into exemptions (person_id, exempts_from, reason, decision, starts_on, ends_on, approved_by)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [
        exemption.personId,
        exemption.exemptsFrom,
        exemption.reason,
        exemption.decision,
        exemption.startsOn,
        exemption.endsOn,
        exemption.approvedBy,
      ],
    );
    return row?.id ?? '';
  }

  async isMember(tx: Transaction, personId: string): Promise<boolean> {
    const rows = await query(
      tx,
      'select from memberships where person_id = $1 and ends_on is null limit 1',
      [personId],
    );
    return rows.length > 0;
  }

  async findForUpdate(
    tx: Transaction,
    id: string,
    ranges: readonly PathRange[],
  ): Promise<{ readonly startsOn: string; readonly endsOn: string | null } | undefined> {
    const [row] = await query<{ startsOn: string; endsOn: string | null }>(
      tx,
      `select exemption.starts_on::text as "startsOn", exemption.ends_on::text as "endsOn"
       from exemptions exemption
       join organizations organization on organization.id = ${homeOrganization('exemption.person_id')}
       where exemption.id = $1 and ${withinRanges('organization.path', 2, 3)} for update of exemption`,
      [id, ...rangeValues(ranges)],
    );
    return row;
  }

  async end(tx: Transaction, id: string, endsOn: string): Promise<void> {
    await tx.query('update exemptions set ends_on = $2 where id = $1', [id, endsOn]);
  }
}
