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

  /** Those that the staged rows name, as far as they are the caller's; by code. */
  async organizations(
    tx: Transaction,
    ranges: readonly PathRange[],
  ): Promise<ReadonlyMap<string, readonly RosterOrganization[]>> {
    const found = await query<RosterOrganization & Record<string, unknown>>(
      tx,
      `select id, root_id, code, name, type, line, founded_on::text, dissolved_on::text from organizations organization
       where code in (select organization_code from pg_temp.roster_rows)
         and ${withinRanges('organization.path', 1, 2)}`,
      [...rangeValues(ranges)],
    );
    const byCode = new Map<string, RosterOrganization[]>();
    for (const organization of found)
      byCode.set(organization.code, [...(byCode.get(organization.code) ?? []), organization]);
    return byCode;
  }
}
