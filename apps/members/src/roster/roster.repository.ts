import { Injectable } from '@nestjs/common';
import type { OrganizationLine, OrganizationType } from '#libs/contracts';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';

export interface RosterOrganization {
  readonly id: string;
  readonly root_id: string;
  readonly code: string;
  readonly name: string;
  readonly type: OrganizationType;
  readonly line: OrganizationLine;
  readonly founded_on: string;
  readonly dissolved_on: string | null;
}

/** Imports take turns, so that none writes what another has just checked for. */
const IMPORT_LOCK = 847_213;

@Injectable()
export class RosterRepository {
  async lock(tx: Transaction): Promise<void> {
    await tx.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
  }

  organizations(
    tx: Transaction,
    codes: readonly string[],
    ranges: readonly PathRange[],
  ): Promise<RosterOrganization[]> {
    return query(
      tx,
      `select id, root_id, code, name, type, line, founded_on::text, dissolved_on::text from organizations organization
       where code = any($1::text[]) and ${withinRanges('organization.path', 2, 3)}`,
      [codes, ...rangeValues(ranges)],
    );
  }

  /** Those of the blind indexes that are in the table, wherever the person is. */
  async knownCitizens(tx: Transaction, indexes: readonly string[]): Promise<Set<string>> {
    const rows = await query<{ known: string }>(
      tx,
      `select wanted as known from unnest($1::text[]) as wanted
       where exists (select from people where citizen_number_index = decode(wanted, 'hex'))`,
      [indexes],
    );
    return new Set(rows.map(({ known }) => known));
  }

  async knownEmployees(
    tx: Transaction,
    rootId: string,
    numbers: readonly string[],
  ): Promise<Set<string>> {
    const rows = await query<{ employee_number: string }>(
      tx,
      'select employee_number from people where root_id = $1 and employee_number = any($2::text[])',
      [rootId, numbers],
    );
    return new Set(rows.map((row) => row.employee_number));
  }
}
