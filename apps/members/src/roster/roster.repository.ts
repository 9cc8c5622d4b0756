import { Injectable } from '@nestjs/common';
import type {
  MemberStanding,
  MembershipKind,
  OrganizationLine,
  OrganizationType,
} from '#libs/contracts';
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

/** A person and the membership that goes with it, as columns; what is sealed in hexadecimal. */
export interface RosterRecord {
  readonly id: string;
  readonly root_id: string;
  readonly employee_number: string | null;
  readonly name: string;
  readonly sex: string;
  readonly ethnicity: string | null;
  readonly born_on: string;
  readonly education: string | null;
  readonly citizen_number_sealed: string;
  readonly citizen_number_index: string;
  readonly phone_sealed: string | null;
  readonly phone_index: string | null;
  readonly organization_id: string;
  readonly kind: MembershipKind;
  readonly standing: MemberStanding;
  readonly admitted_on: string;
  readonly confirmed_on: string | null;
  readonly starts_on: string;
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

  async insert(tx: Transaction, records: readonly RosterRecord[]): Promise<void> {
    if (records.length === 0) return;
    await tx.query(
      `with record as materialized (
         select * from jsonb_to_recordset($1::jsonb) as record(id uuid, root_id uuid, employee_number text, name text,
           sex text, ethnicity text, born_on date, education text, citizen_number_sealed text,
           citizen_number_index text, phone_sealed text, phone_index text, organization_id uuid, kind text,
           standing text, admitted_on date, confirmed_on date, starts_on date)
       ), person as (
         insert into people (id, root_id, employee_number, name, sex, ethnicity, born_on, education,
           citizen_number_sealed, citizen_number_index, phone_sealed, phone_index)
         select id, root_id, employee_number, name, sex, ethnicity, born_on, education,
           decode(citizen_number_sealed, 'hex'), decode(citizen_number_index, 'hex'),
           decode(phone_sealed, 'hex'), decode(phone_index, 'hex')
         from record
       )
       insert into memberships (person_id, organization_id, kind, standing, admitted_on, confirmed_on, starts_on)
       select id, organization_id, kind, standing, admitted_on, confirmed_on, starts_on from record`,
      [JSON.stringify(records)],
    );
  }
}
