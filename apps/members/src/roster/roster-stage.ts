import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { query, type Transaction } from '#libs/database';
import { FieldSeal, type Place } from '../sealing/field-seal.js';
import type { ReadRow } from './roster-reading.js';
import type { RosterMember } from './roster-row.policy.js';

/** As many rows as are in hand at once. */
const BITE = 500;
/** After so many rows that were sealed or opened others get their turn. */
const TURN = 200;

/** A row as it comes back. */
export interface StagedRow {
  /** For the person, if there is to be one. */
  readonly id: string;
  readonly row: number;
  readonly organizationCode: string | null;
  /** Undefined when the row is wrong by itself. */
  readonly member: RosterMember | undefined;
  /** That a row above has the same citizen number, or the same employee number. */
  readonly citizenTwice: boolean;
  readonly employeeTwice: boolean;
}

/** A row as it lies there. */
export interface SealedRow {
  readonly id: string;
  readonly row: number;
  readonly organization_code: string | null;
  readonly member_sealed: Buffer | null;
  readonly citizen_twice: boolean;
  readonly employee_twice: boolean;
}

const placeOf = (importId: string, row: number): Place => ({
  table: 'roster_rows',
  column: 'member_sealed',
  rowId: `${importId}/${row}`,
});

const twice = (index: 'citizen_index' | 'employee_index'): string =>
  `exists (select from pg_temp.roster_rows above where above.${index} = staged.${index} and above.row < staged.row)`;

/**
 * Holds the rows of a roster between reading and writing, so that no more of them are in memory than are in hand. In a
 * temporary table, which nobody else can see and which is gone with the connection, whatever becomes of the worker; of a
 * row it knows the number, the organization and blind indexes, and all else is sealed.
 *
 * `session` is one connection throughout, outside any transaction while the file is read: a transaction that writes
 * would hold up the directory's feed for as long.
 */
@Injectable()
export class RosterStage {
  constructor(private readonly seal: FieldSeal) {}

  async begin(session: Transaction): Promise<void> {
    await this.end(session);
    await session.query(
      `create temporary table roster_rows (row integer primary key, organization_code text, citizen_index bytea,
         employee_index bytea, member_sealed bytea)`,
    );
  }

  async end(session: Transaction): Promise<void> {
    await session.query('drop table if exists pg_temp.roster_rows');
  }

  async add(session: Transaction, importId: string, rows: readonly ReadRow[]): Promise<void> {
    const staged = await inTurns(rows, ({ row, member, organizationCode }) => ({
      row,
      organization_code: organizationCode ?? null,
      citizen_index: member && this.index('citizen_number', member.citizenNumber),
      employee_index:
        member?.employeeNumber && this.index('employee_number', member.employeeNumber),
      member_sealed:
        member && this.seal.seal(JSON.stringify(member), placeOf(importId, row)).toString('hex'),
    }));
    await session.query(
      `insert into pg_temp.roster_rows (row, organization_code, citizen_index, employee_index, member_sealed)
       select row, organization_code, decode(citizen_index, 'hex'), decode(employee_index, 'hex'),
         decode(member_sealed, 'hex')
       from json_to_recordset($1::json) as staged(row integer, organization_code text, citizen_index text,
         employee_index text, member_sealed text)`,
      [JSON.stringify(staged)],
    );
  }

  /** When all rows are there. */
  async complete(session: Transaction): Promise<void> {
    await session.query('create index on pg_temp.roster_rows (citizen_index, row)');
    await session.query('create index on pg_temp.roster_rows (employee_index, row)');
    await session.query('analyze pg_temp.roster_rows');
  }

  /** All rows from top to bottom, by the bite. */
  async *bites(tx: Transaction): AsyncGenerator<SealedRow[]> {
    for (let after = 0; ;) {
      const bite = await query<SealedRow & Record<string, unknown>>(
        tx,
        `select uuidv7() as id, row, organization_code, member_sealed, ${twice('citizen_index')} as citizen_twice,
           ${twice('employee_index')} as employee_twice
         from pg_temp.roster_rows staged where row > $1 order by row limit ${BITE}`,
        [after],
      );
      const last = bite.at(-1);
      if (!last) return;
      yield bite;
      after = last.row;
    }
  }

  open(importId: string, bite: readonly SealedRow[]): Promise<StagedRow[]> {
    return inTurns(bite, (sealed) => this.opened(importId, sealed));
  }

  private index(column: string, value: string): string {
    return this.seal.index(value, column).toString('hex');
  }

  private opened(importId: string, sealed: SealedRow): StagedRow {
    const { id, row, member_sealed: member } = sealed;
    return {
      id,
      row,
      organizationCode: sealed.organization_code,
      // Sealed by ourselves a moment ago, and bound to its place.
      member: member
        ? (JSON.parse(this.seal.open(member, placeOf(importId, row))) as RosterMember)
        : undefined,
      citizenTwice: sealed.citizen_twice,
      employeeTwice: sealed.employee_twice,
    };
  }
}

/** One after the other; others get their turn in between. */
export async function inTurns<T, U>(items: readonly T[], make: (item: T) => U): Promise<U[]> {
  const made: U[] = [];
  for (const item of items) {
    made.push(make(item));
    if (made.length % TURN === 0) await setImmediate();
  }
  return made;
}
