import { Injectable } from '@nestjs/common';
import type { MembershipKind, MemberStanding } from '#libs/contracts';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import { homeOrganization } from './people.repository.js';
import type { PersonColumns } from './person-columns.js';

/** A person and the membership that goes with it, as columns; without a kind it is an affiliation. */
export interface NewPerson extends PersonColumns {
  readonly id: string;
  readonly root_id: string;
  readonly organization_id: string;
  readonly kind: MembershipKind | null;
  readonly standing: MemberStanding | null;
  readonly admitted_on: string | null;
  readonly confirmed_on: string | null;
  readonly starts_on: string;
}

/** By what somebody who is on the books already is known again. */
export interface Identity {
  readonly id: string;
  readonly root_id: string;
  readonly citizen_number_index: string;
  readonly employee_number: string | null;
}

export interface KnownPerson {
  readonly id: string;
  readonly by: 'citizenNumber' | 'employeeNumber';
  /** A member of the Party, today or before. */
  readonly member: boolean;
  /** Within the ranges. */
  readonly visible: boolean;
}

const columns = `root_id, employee_number, name, name_key, name_pinyin, name_initials, sex, ethnicity, born_on, education, citizen_number_sealed,
  citizen_number_index, phone_sealed, phone_index, address_sealed, political_status`;

@Injectable()
export class NewPeopleRepository {
  async newIds(tx: Transaction, count: number): Promise<string[]> {
    const rows = await query<{ id: string }>(
      tx,
      'select uuidv7() as id from generate_series(1, $1)',
      [count],
    );
    return rows.map(({ id }) => id);
  }

  /** @returns the ids of those who are there now: who is on the books already is not entered again. */
  async insert(tx: Transaction, people: readonly NewPerson[]): Promise<Set<string>> {
    const rows = await query<{ id: string }>(
      tx,
      `with record as (
         select * from jsonb_to_recordset($1::jsonb) as record(id uuid, root_id uuid, employee_number text, name text,
           name_key text, name_pinyin text, name_initials text, sex text, ethnicity text, born_on date, education text, citizen_number_sealed text,
           citizen_number_index text, phone_sealed text, phone_index text, address_sealed text, political_status text,
           organization_id uuid, kind text, standing text, admitted_on date, confirmed_on date, starts_on date)
       ), person as (
         insert into people (id, ${columns})
         select id, root_id, employee_number, name, name_key, name_pinyin, name_initials, sex, ethnicity, born_on, education,
           decode(citizen_number_sealed, 'hex'), decode(citizen_number_index, 'hex'), decode(phone_sealed, 'hex'),
           decode(phone_index, 'hex'), decode(address_sealed, 'hex'), political_status
         from record
         on conflict do nothing returning id
       ), membership as (
         insert into memberships (person_id, organization_id, kind, standing, admitted_on, confirmed_on, starts_on)
         select id, organization_id, kind, standing, admitted_on, confirmed_on, starts_on
         from record join person using (id) where kind is not null
       ), affiliation as (
         insert into affiliations (person_id, organization_id, starts_on)
         select id, organization_id, starts_on from record join person using (id) where kind is null
       )
       select id from person`,
      [JSON.stringify(people)],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Who else is on the books under the citizen number, or else under the employee number below the same root, in order. */
  async known(
    tx: Transaction,
    identities: readonly Identity[],
    ranges: readonly PathRange[],
  ): Promise<(KnownPerson | undefined)[]> {
    const rows = await query<KnownPerson & { readonly position: number }>(
      tx,
      `select wanted.position, person.id,
         case when person.by_citizen then 'citizenNumber' else 'employeeNumber' end as by,
         exists (select from memberships where person_id = person.id) as member,
         exists (select from organizations organization where organization.id = ${homeOrganization('person.id')}
           and ${withinRanges('organization.path', 2, 3)}) as visible
       from rows from (jsonb_to_recordset($1::jsonb) as (id uuid, root_id uuid, citizen_number_index text,
           employee_number text)) with ordinality as wanted(id, root_id, citizen_number_index, employee_number, position)
       cross join lateral (
         select id, citizen_number_index = decode(wanted.citizen_number_index, 'hex') as by_citizen from people
         where (citizen_number_index = decode(wanted.citizen_number_index, 'hex')
             or (root_id = wanted.root_id and employee_number = wanted.employee_number)) and people.id <> wanted.id
         order by by_citizen desc limit 1
       ) person`,
      [
        JSON.stringify(
          identities.map(({ id, root_id, citizen_number_index, employee_number }) => ({
            id,
            root_id,
            citizen_number_index,
            employee_number,
          })),
        ),
        ...rangeValues(ranges),
      ],
    );
    const known: (KnownPerson | undefined)[] = identities.map(() => undefined);
    for (const { position, ...person } of rows) known[Number(position) - 1] = person;
    return known;
  }
}
