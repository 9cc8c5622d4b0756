import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query, readRows, type Transaction } from '#libs/database';
import type { ConsentField } from './consent-fields.js';

export interface GivenConsent {
  readonly field: ConsentField;
  readonly givenAt: Date;
}

const given = {
  name: 'consents-given',
  text: `select field, given_at as "givenAt" from consents where person_id = $1 and withdrawn_at is null`,
};

@Injectable()
export class ConsentsRepository {
  constructor(private readonly dataSource: DataSource) {}

  given(personId: string): Promise<GivenConsent[]> {
    return readRows(this.dataSource, given, [personId]);
  }

  async withdraw(tx: Transaction, personId: string, field: ConsentField): Promise<void> {
    await tx.query(
      `update consents set withdrawn_at = clock_timestamp()
       where person_id = $1 and field = $2 and withdrawn_at is null`,
      [personId, field],
    );
  }

  /** What is agreed to already keeps its day. Taking turns at the person's row, so that two at once leave one of both. */
  async replace(tx: Transaction, personId: string, fields: readonly string[]): Promise<void> {
    await query(tx, 'select from people where id = $1 for no key update', [personId]);
    await tx.query(
      `update consents set withdrawn_at = clock_timestamp()
       where person_id = $1 and withdrawn_at is null and field <> all($2::text[])`,
      [personId, fields],
    );
    await tx.query(
      `insert into consents (person_id, field) select $1, field from unnest($2::text[]) as field
       on conflict (person_id, field) where withdrawn_at is null do nothing`,
      [personId, fields],
    );
  }
}
