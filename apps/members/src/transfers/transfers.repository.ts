import { Injectable } from '@nestjs/common';
import type { OrganizationLine, OrganizationType } from '#libs/contracts';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import type { TransferFacts, TransferState, TransferStep } from './transfer.js';

export interface LockedTransfer extends TransferFacts {
  readonly id: string;
  readonly personId: string;
  readonly letterNumber: string | null;
}

/** Where a member is to go, wherever in the tree it stands. */
export interface Target {
  readonly id: string;
  readonly type: OrganizationType;
  readonly line: OrganizationLine;
  readonly foundedOn: string;
  readonly dissolvedOn: string | null;
}

export interface NewTransfer {
  readonly id: string;
  readonly personId: string;
  readonly fromOrganizationId: string | null;
  readonly toOrganizationId: string | null;
  readonly outsideName: string | null;
  readonly outsideContactSealed: Buffer | null;
}

export interface NewStep {
  readonly step: TransferStep;
  readonly doneOn: string;
  readonly reason: string | null;
  readonly doneBy: string;
}

export interface Letter {
  readonly number: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
  /** Sealed, and as it is looked up; null for a letter from outside, which we cannot verify. */
  readonly code: { readonly sealed: Buffer; readonly index: Buffer } | null;
}

@Injectable()
export class TransfersRepository {
  async newId(tx: Transaction): Promise<string> {
    const [row] = await query<{ id: string }>(tx, 'select uuidv7() as id');
    return row?.id ?? '';
  }

  /** All that is done of one person's transfers and memberships takes turns at the person. */
  async lock(tx: Transaction, id: string): Promise<LockedTransfer | undefined> {
    await tx.query(
      'select from people where id = (select person_id from transfers where id = $1) for update',
      [id],
    );
    const [row] = await query<LockedTransfer & Record<string, unknown>>(
      tx,
      `select transfer.id, transfer.person_id as "personId", transfer.state,
         transfer.from_organization_id as "fromOrganizationId", transfer.to_organization_id as "toOrganizationId",
         transfer.expires_on::text as "expiresOn", transfer.letter_number as "letterNumber",
         (select max(done_on)::text from transfer_steps where transfer_id = transfer.id) as "lastStepOn"
       from transfers transfer where transfer.id = $1 for update`,
      [id],
    );
    return row;
  }

  /** It goes on standing until the transaction ends. */
  async target(tx: Transaction, id: string): Promise<Target | undefined> {
    const [row] = await query<Target & Record<string, unknown>>(
      tx,
      `select id, type, line, founded_on::text as "foundedOn", dissolved_on::text as "dissolvedOn"
       from organizations where id = $1 for share`,
      [id],
    );
    return row;
  }

  async isWithin(
    tx: Transaction,
    organizationId: string | null,
    ranges: readonly PathRange[],
  ): Promise<boolean> {
    const rows = await query(
      tx,
      `select from organizations organization where id = $1 and ${withinRanges('organization.path', 2, 3)}`,
      [organizationId, ...rangeValues(ranges)],
    );
    return rows.length > 0;
  }

  /** A letter that ran out is no longer in the way: nobody had to close it, so the next transfer does. */
  async closeExpired(tx: Transaction, personId: string, today: string): Promise<void> {
    await tx.query(
      `update transfers set state = 'expired', closed_on = expires_on + 1
       where person_id = $1 and state = 'letter_issued' and expires_on < $2::date`,
      [personId, today],
    );
  }

  async hasOpen(tx: Transaction, personId: string): Promise<boolean> {
    const rows = await query(
      tx,
      'select from transfers where person_id = $1 and closed_on is null',
      [personId],
    );
    return rows.length > 0;
  }

  async insert(tx: Transaction, transfer: NewTransfer): Promise<void> {
    await tx.query(
      `insert into transfers (id, person_id, from_organization_id, to_organization_id, outside_name,
         outside_contact_sealed, state) values ($1, $2, $3, $4, $5, $6, 'requested')`,
      [
        transfer.id,
        transfer.personId,
        transfer.fromOrganizationId,
        transfer.toOrganizationId,
        transfer.outsideName,
        transfer.outsideContactSealed,
      ],
    );
  }

  async addStep(tx: Transaction, id: string, step: NewStep): Promise<void> {
    await tx.query(
      'insert into transfer_steps (transfer_id, step, done_on, reason, done_by) values ($1, $2, $3, $4, $5)',
      [id, step.step, step.doneOn, step.reason, step.doneBy],
    );
  }

  async setState(
    tx: Transaction,
    id: string,
    state: TransferState,
    closedOn: string | null,
  ): Promise<void> {
    await tx.query('update transfers set state = $2, closed_on = $3 where id = $1', [
      id,
      state,
      closedOn,
    ]);
  }

  /** Whoever issues a letter at the same time waits, and gets the next number. */
  async nextLetterCount(tx: Transaction, year: number): Promise<number> {
    const [row] = await query<{ last: number }>(
      tx,
      `insert into transfer_letter_numbers as number (year, last) values ($1, 1)
       on conflict (year) do update set last = number.last + 1 returning last`,
      [year],
    );
    return row?.last ?? 0;
  }

  async issueLetter(tx: Transaction, id: string, letter: Letter): Promise<void> {
    await tx.query(
      `update transfers set state = 'letter_issued', letter_number = $2, letter_issued_on = $3, expires_on = $4,
         code_sealed = $5, code_index = $6 where id = $1`,
      [
        id,
        letter.number,
        letter.issuedOn,
        letter.expiresOn,
        letter.code?.sealed ?? null,
        letter.code?.index ?? null,
      ],
    );
  }
}
