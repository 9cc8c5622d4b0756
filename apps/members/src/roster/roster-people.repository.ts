import { Injectable } from '@nestjs/common';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import { homeOrganization } from '../people/people.repository.js';
import type { KnownPerson } from './roster-outcome.policy.js';

/** By what a row finds a person who is there. */
export interface WantedPerson {
  readonly row: number;
  /** The blind index, in hexadecimal. */
  readonly citizenIndex: string;
  readonly rootId: string;
  readonly employeeNumber: string | null;
}

/** A record that takes over what a row says; null leaves what is there. What is sealed is in hexadecimal. */
export interface RecordUpdate {
  readonly id: string;
  readonly name: string | null;
  /** Goes with the name, be it null. */
  readonly name_key: string | null;
  readonly name_pinyin: string | null;
  readonly name_initials: string | null;
  readonly employee_number: string | null;
  readonly sex: string | null;
  readonly ethnicity: string | null;
  readonly born_on: string | null;
  readonly education: string | null;
  readonly phone_sealed: string | null;
  readonly phone_index: string | null;
  readonly address_sealed: string | null;
}

/** The address is sealed still. */
export interface MatchedPerson extends Omit<KnownPerson, 'address'> {
  readonly address_sealed: Buffer | null;
}

/** Whom a row names. */
export interface Matches {
  readonly byCitizen: MatchedPerson | undefined;
  readonly byEmployee: MatchedPerson | undefined;
}

interface MatchRow extends MatchedPerson {
  readonly row: number;
  readonly by: 'citizen' | 'employee';
}

/** People who are on the books already, as an import finds and changes them. */
@Injectable()
export class RosterPeopleRepository {
  /** By row; `hold` keeps whoever was found as they are until the transaction ends. */
  async matches(
    tx: Transaction,
    wanted: readonly WantedPerson[],
    ranges: readonly PathRange[],
    { hold }: { readonly hold: boolean },
  ): Promise<ReadonlyMap<number, Matches>> {
    const rows = await query<MatchRow & Record<string, unknown>>(
      tx,
      `with wanted as materialized (
         select * from unnest($1::integer[], $2::text[], $3::uuid[], $4::text[])
           as wanted(row, citizen_index, root_id, employee_number)
       ), matched as materialized (
         select row, 'citizen' as by, person.id from wanted
           join people person on person.citizen_number_index = decode(wanted.citizen_index, 'hex')
         union all
         select row, 'employee', person.id from wanted
           join people person on person.root_id = wanted.root_id and person.employee_number = wanted.employee_number
       )
       select matched.row, matched.by, person.id, person.name, person.employee_number as "employeeNumber", person.sex,
         person.ethnicity, person.born_on::text as "bornOn", person.education,
         encode(person.phone_index, 'hex') as "phoneIndex", person.address_sealed,
         exists (select from organizations home where home.id = ${homeOrganization('person.id')}
           and ${withinRanges('home.path', 5, 6)}) as within,
         exists (select from pg_temp.roster_rows staged
           where staged.citizen_index = person.citizen_number_index) as "inFile",
         case when membership.id is not null then jsonb_build_object('organizationCode', organization.code,
           'memberKind', membership.kind, 'standing', membership.standing, 'admittedOn', membership.admitted_on,
           'confirmedOn', membership.confirmed_on) end as membership
       from matched join people person on person.id = matched.id
       left join memberships membership on membership.person_id = person.id and membership.ends_on is null
       left join organizations organization on organization.id = membership.organization_id
       order by person.id ${hold ? 'for no key update of person' : ''}`,
      [
        wanted.map(({ row }) => row),
        wanted.map(({ citizenIndex }) => citizenIndex),
        wanted.map(({ rootId }) => rootId),
        wanted.map(({ employeeNumber }) => employeeNumber),
        ...rangeValues(ranges),
      ],
    );
    const byRow = new Map<number, Matches>();
    for (const match of rows) {
      const { byCitizen, byEmployee } = byRow.get(match.row) ?? {};
      byRow.set(match.row, {
        byCitizen: match.by === 'citizen' ? match : byCitizen,
        byEmployee: match.by === 'employee' ? match : byEmployee,
      });
    }
    return byRow;
  }

  async update(tx: Transaction, records: readonly RecordUpdate[]): Promise<void> {
    if (records.length === 0) return;
    await tx.query(
      `update people person set name = coalesce(said.name, person.name),
         name_key = case when said.name is null then person.name_key else said.name_key end, name_pinyin = coalesce(said.name_pinyin, person.name_pinyin),
         name_initials = coalesce(said.name_initials, person.name_initials),
         employee_number = coalesce(said.employee_number, person.employee_number),
         sex = coalesce(said.sex, person.sex), ethnicity = coalesce(said.ethnicity, person.ethnicity),
         born_on = coalesce(said.born_on, person.born_on), education = coalesce(said.education, person.education),
         phone_sealed = coalesce(decode(said.phone_sealed, 'hex'), person.phone_sealed),
         phone_index = coalesce(decode(said.phone_index, 'hex'), person.phone_index),
         address_sealed = coalesce(decode(said.address_sealed, 'hex'), person.address_sealed),
         version = person.version + 1
       from jsonb_to_recordset($1::jsonb) as said(id uuid, name text, name_key text, name_pinyin text, name_initials text, employee_number text, sex text, ethnicity text,
         born_on date, education text, phone_sealed text, phone_index text, address_sealed text)
       where person.id = said.id`,
      [JSON.stringify(records)],
    );
  }
}
