import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import type { PersonColumns } from './person-columns.js';

const places = (table: string, personId: string): string =>
  `select organization_id, starts_on, ends_on, id from ${table} where person_id = ${personId}`;

/**
 * The organization that answers for a person: where they are a member, or else affiliated; of who is neither any more, the
 * last one where they were.
 */
export const homeOrganization = (personId: string): string => `coalesce(
  (select organization_id from memberships where person_id = ${personId} and ends_on is null),
  (select organization_id from affiliations where person_id = ${personId} and ends_on is null),
  (select organization_id from (${places('memberships', personId)} union all ${places('affiliations', personId)}) former
    order by ends_on desc, starts_on desc, id desc limit 1))`;

@Injectable()
export class PeopleRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The person if the organization that answers for them lies within the ranges. */
  async find(
    id: string,
    ranges: readonly PathRange[],
    tx: Transaction = this.dataSource.manager,
  ): Promise<{ readonly id: string; readonly name: string } | undefined> {
    const [row] = await query<{ id: string; name: string }>(
      tx,
      `select person.id, person.name from people person
         join organizations organization on organization.id = ${homeOrganization('person.id')}
       where person.id = $1 and ${withinRanges('organization.path', 2, 3)}`,
      [id, ...rangeValues(ranges)],
    );
    return row;
  }

  /** A member of the Party, today or before. */
  async isMember(id: string, tx: Transaction = this.dataSource.manager): Promise<boolean> {
    const rows = await query(tx, 'select from memberships where person_id = $1 limit 1', [id]);
    return rows.length > 0;
  }

  /** Nobody else changes the record until the transaction ends. */
  async lock(tx: Transaction, id: string): Promise<{ version: number; rootId: string }> {
    const [row] = await query<{ version: number; rootId: string }>(
      tx,
      'select version, root_id as "rootId" from people where id = $1 for no key update',
      [id],
    );
    if (!row) throw new Error(`person ${id} is gone`);
    return row;
  }

  /** Writes the whole record, and counts the version up. */
  async change(tx: Transaction, id: string, record: PersonColumns): Promise<void> {
    await tx.query(
      `update people set employee_number = now.employee_number, name = now.name, name_key = now.name_key,
         name_pinyin = now.name_pinyin, name_initials = now.name_initials, sex = now.sex,
         ethnicity = now.ethnicity, born_on = now.born_on, education = now.education,
         citizen_number_sealed = decode(now.citizen_number_sealed, 'hex'),
         citizen_number_index = decode(now.citizen_number_index, 'hex'),
         phone_sealed = decode(now.phone_sealed, 'hex'), phone_index = decode(now.phone_index, 'hex'),
         address_sealed = decode(now.address_sealed, 'hex'), political_status = now.political_status, version = version + 1
       from jsonb_to_record($2::jsonb) as now(employee_number text, name text, name_key text, name_pinyin text, name_initials text, sex text, ethnicity text, born_on date,
         education text, citizen_number_sealed text, citizen_number_index text, phone_sealed text, phone_index text,
         address_sealed text, political_status text)
       where people.id = $1`,
      [id, JSON.stringify(record)],
    );
  }

  /** Something has changed that belongs to the record and lies elsewhere. @returns the version that it has now. */
  async countUp(tx: Transaction, id: string): Promise<number> {
    const [row] = await query<{ version: number }>(
      tx,
      'update people set version = version + 1 where id = $1 returning version',
      [id],
    );
    if (!row) throw new Error(`person ${id} is gone`);
    return row.version;
  }

  /** Who looked at whose record, for the person to see; null for somebody who showed no token. */
  async logLook(
    viewerAccountId: string | null,
    personId: string,
    what: string,
    tx: Transaction = this.dataSource.manager,
  ): Promise<void> {
    await tx.query('insert into looks (viewer_account_id, person_id, what) values ($1, $2, $3)', [
      viewerAccountId,
      personId,
      what,
    ]);
  }

  /** The same of several people who were shown at once. */
  async logLooks(
    viewerAccountId: string,
    personIds: readonly string[],
    what: string,
  ): Promise<void> {
    if (personIds.length === 0) return;
    await this.dataSource.manager.query(
      `insert into looks (viewer_account_id, person_id, what)
       select distinct $1::uuid, person_id, $3 from unnest($2::uuid[]) as person_id`,
      [viewerAccountId, personIds, what],
    );
  }
}
