import { Injectable } from '@nestjs/common';
import { query, type Transaction } from '#libs/database';
import { type ExemptionReason, reasonsUntilTransfer } from '../exemptions/exemption.js';
import { singleTitles } from '../offices/office.policy.js';
import type { EndBefore, EndedTies } from './membership-change.js';

/** What a person has by being a member, and where: it ends with that. */
@Injectable()
export class MembershipTiesRepository {
  /** Who is a member no more holds no office of the Party, and is exempt from nothing. @returns what ended by that. */
  async end(tx: Transaction, personId: string, on: string): Promise<EndedTies> {
    const offices = await query<EndBefore & Record<string, unknown>>(
      tx,
      `update offices office set ends_on = greatest(office.starts_on, $2::date) from organizations held
       where office.person_id = $1 and held.id = office.organization_id and held.line = 'party'
         and (office.ends_on is null or office.ends_on > greatest(office.starts_on, $2::date))
       returning office.id, old.ends_on::text as "endsOn"`,
      [personId, on],
    );
    return { offices, exemptions: await this.endExemptions(tx, personId, on, null) };
  }

  /**
   * Puts back what ended with the membership on that day. What was ended otherwise since stays so, and so does an office
   * that somebody else holds by now, or whose organization is gone.
   */
  async putBack(tx: Transaction, { offices, exemptions }: EndedTies, on: string): Promise<void> {
    const former = `jsonb_to_recordset($1::jsonb) as former(id uuid, "endsOn" date)`;
    // Who appoints somebody else at this moment holds the organization.
    await tx.query(
      `select from organizations where id in (select organization_id from offices office join ${former} using (id))
       order by id for share`,
      [JSON.stringify(offices)],
    );
    await tx.query(
      `update offices office set ends_on = former."endsOn"
       from ${former}, organizations held
       where office.id = former.id and office.ends_on = greatest(office.starts_on, $2::date)
         and held.id = office.organization_id and held.dissolved_on is null
         and not (office.title = any($3) and exists (select from offices other
           where other.organization_id = office.organization_id and other.title = office.title
             and other.acting = office.acting and other.id <> office.id
             and daterange(other.starts_on, other.ends_on) && daterange(office.starts_on, former."endsOn")))`,
      [JSON.stringify(offices), on, singleTitles],
    );
    await tx.query(
      `update exemptions exemption set ends_on = former."endsOn"
       from ${former}
       where exemption.id = former.id and exemption.ends_on = greatest(exemption.starts_on, $2::date)`,
      [JSON.stringify(exemptions), on],
    );
  }

  /** Who has been taken in elsewhere is no longer exempt for not having been so. */
  async transferred(tx: Transaction, personId: string, on: string): Promise<void> {
    await this.endExemptions(tx, personId, on, reasonsUntilTransfer);
  }

  private async endExemptions(
    tx: Transaction,
    personId: string,
    on: string,
    reasons: readonly ExemptionReason[] | null,
  ): Promise<EndBefore[]> {
    return query<EndBefore & Record<string, unknown>>(
      tx,
      `update exemptions set ends_on = greatest(starts_on, $2::date)
       where person_id = $1 and (ends_on is null or ends_on > greatest(starts_on, $2::date))
         and ($3::text[] is null or reason = any($3))
       returning id, old.ends_on::text as "endsOn"`,
      [personId, on, reasons],
    );
  }
}
