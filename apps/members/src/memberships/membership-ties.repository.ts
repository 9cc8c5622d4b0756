import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { type ExemptionReason, reasonsUntilTransfer } from '../exemptions/exemption.js';

/** What a person has by being a member, and where: it ends with that. */
@Injectable()
export class MembershipTiesRepository {
  /** Who is a member no more holds no office of the Party, and is exempt from nothing. */
  async end(tx: Transaction, personId: string, on: string): Promise<void> {
    await tx.query(
      `update offices office set ends_on = greatest(office.starts_on, $2::date) from organizations held
       where office.person_id = $1 and held.id = office.organization_id and held.line = 'party'
         and (office.ends_on is null or office.ends_on > greatest(office.starts_on, $2::date))`,
      [personId, on],
    );
    await this.endExemptions(tx, personId, on, null);
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
  ): Promise<void> {
    await tx.query(
      `update exemptions set ends_on = greatest(starts_on, $2::date)
       where person_id = $1 and (ends_on is null or ends_on > greatest(starts_on, $2::date))
         and ($3::text[] is null or reason = any($3))`,
      [personId, on, reasons],
    );
  }
}
