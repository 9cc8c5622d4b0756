import { Injectable } from '@nestjs/common';
import { query, type Transaction } from '#libs/database';
import type { Admission } from '../people/record.policy.js';

export interface Belonging {
  /** A member of the Party today. */
  readonly member: boolean;
  /** The day on which the last membership ended, of those that did. */
  readonly memberUntil: string | null;
  /** Since when the affiliation lasts; null where none does. */
  readonly affiliatedOn: string | null;
  /** The day on which the last affiliation ended, of those that did. */
  readonly affiliatedUntil: string | null;
}

@Injectable()
export class AffiliationsRepository {
  /** Nobody else changes where the person belongs until the transaction ends. */
  async lock(tx: Transaction, personId: string): Promise<Belonging> {
    await tx.query('select from people where id = $1 for update', [personId]);
    const [row] = await query<Belonging & Record<string, unknown>>(
      tx,
      `select exists (select from memberships where person_id = $1 and ends_on is null) as member,
         (select max(ends_on)::text from memberships where person_id = $1) as "memberUntil",
         (select starts_on::text from affiliations where person_id = $1 and ends_on is null) as "affiliatedOn",
         (select max(ends_on)::text from affiliations where person_id = $1) as "affiliatedUntil"`,
      [personId],
    );
    if (!row) throw new Error(`nothing is said of person ${personId}`);
    return row;
  }

  async end(tx: Transaction, personId: string, on: string): Promise<void> {
    await tx.query(
      'update affiliations set ends_on = $2 where person_id = $1 and ends_on is null',
      [personId, on],
    );
  }

  async begin(
    tx: Transaction,
    personId: string,
    organizationId: string,
    startsOn: string,
  ): Promise<void> {
    await tx.query(
      'insert into affiliations (person_id, organization_id, starts_on) values ($1, $2, $3)',
      [personId, organizationId, startsOn],
    );
  }

  async beginMembership(
    tx: Transaction,
    personId: string,
    organizationId: string,
    { memberKind, standing, admittedOn, confirmedOn }: Admission,
    startsOn: string,
  ): Promise<void> {
    await tx.query(
      `insert into memberships (person_id, organization_id, kind, standing, admitted_on, confirmed_on, starts_on)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [personId, organizationId, memberKind, standing, admittedOn, confirmedOn, startsOn],
    );
  }
}
