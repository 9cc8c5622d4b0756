import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MemberStanding, MembershipKind } from '#libs/contracts';
import {
  type PathRange,
  rangeValues,
  readRows,
  type Transaction,
  withinRanges,
} from '#libs/database';
import type {
  AffiliationDto,
  HeldOfficeDto,
  MemberDto,
  MembershipDto,
  MemberSort,
} from './dto/member.dto.js';
import type { SexCode } from './gb-codes.js';
import { homeOrganization } from './people.repository.js';

export interface MemberRow extends MemberDto {
  readonly membership_id: string;
  readonly sort_key: string;
}

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly employee_number: string | null;
  readonly sex: SexCode;
  readonly ethnicity: string | null;
  readonly born_on: string;
  readonly education: string | null;
  readonly citizen_number_sealed: Buffer;
  readonly phone_sealed: Buffer | null;
  readonly address_sealed: Buffer | null;
  readonly political_status: string | null;
  readonly version: number;
  readonly memberships: MembershipDto[];
  readonly affiliations: AffiliationDto[];
  readonly offices: HeldOfficeDto[];
}

interface MemberOrder {
  readonly name: string;
  /** What is sorted by, before the membership's id; `$3` and `$4` are the position. */
  readonly key: string;
  /** Says again what the position implies, where an index can begin there. */
  readonly beginning?: string;
}

/** The bounded form twice, scope and filter, and the position a third time: the tree's index leads. */
const pageBy = ({ name, key, beginning = 'true' }: MemberOrder, below: string) => ({
  name,
  text: `select person.id as "personId", person.name, person.employee_number as "employeeNumber", person.sex,
      organization.id as "organizationId", organization.name as "organizationName", membership.kind as "memberKind",
      membership.standing, membership.admitted_on::text as "admittedOn", membership.confirmed_on::text as "confirmedOn",
      membership.id as membership_id, ${key} as sort_key
    from organizations organization
    join memberships membership on membership.organization_id = organization.id
    join people person on person.id = membership.person_id
    where ${withinRanges('organization.path', 1, 2)}
      and ${beginning}
      and (${key}, membership.id) > ($3, $4::uuid)
      and ($5::uuid is null or ${below})
      and membership.starts_on <= $6::date and (membership.ends_on is null or membership.ends_on > $6::date)
      and ($7::text is null or membership.standing = $7)
      and ($8::text is null or membership.kind = $8)
      and ($9::text is null or person.name like $9)
    order by ${key}, membership.id limit $10`,
});

const belowToday = `exists (select from organizations above where above.id = $5
        and organization.path >= above.path and organization.path < left(above.path, -1) || '0')`;

/** For an organization as `$5` and a day as `$6`. */
export const belowOnTheDay = `organization.id in (
        with recursive below(id) as (
          select $5::uuid
          union
          select place.organization_id from organization_places place join below on below.id = place.parent_id
          where place.starts_on <= $6::date and (place.ends_on is null or place.ends_on > $6::date)
        )
        select id from below)`;

/** In the order of the tree a page is read by index; in the others the members of the scope are sorted. */
const orders: Readonly<Record<MemberSort, MemberOrder>> = {
  organization: {
    name: 'members-page',
    key: 'organization.path',
    beginning: 'organization.path >= $3 collate "C"',
  },
  name: { name: 'members-page-by-name', key: 'person.name collate "zh-x-icu"' },
  employeeNumber: {
    name: 'members-page-by-number',
    key: `coalesce(person.employee_number, '') collate "C"`,
  },
};

/** The members of a day: `$6`. Below what a filter is, the tree of today decides, or that of the day. */
export function memberPage(
  sort: MemberSort,
  tree: 'today' | 'on-the-day',
): ReturnType<typeof pageBy> {
  const order = orders[sort];
  return tree === 'today'
    ? pageBy(order, belowToday)
    : pageBy({ ...order, name: `${order.name}-on-the-day` }, belowOnTheDay);
}

const recordColumns = `person.id, person.name, person.employee_number, person.sex, person.ethnicity,
  person.born_on::text, person.education, person.citizen_number_sealed, person.phone_sealed,
  person.address_sealed, person.political_status, person.version`;

const memberships = (where: string): string => `(
  select coalesce(jsonb_agg(jsonb_build_object('id', membership.id, 'organizationId', place.id,
      'organizationName', place.name, 'memberKind', membership.kind, 'standing', membership.standing,
      'admittedOn', membership.admitted_on, 'confirmedOn', membership.confirmed_on,
      'startsOn', membership.starts_on, 'endsOn', membership.ends_on)
      order by membership.starts_on desc, membership.id desc), '[]')
  from memberships membership join organizations place on place.id = membership.organization_id
  where membership.person_id = person.id and ${where}) as memberships`;

const affiliations = (where: string): string => `(
  select coalesce(jsonb_agg(jsonb_build_object('id', affiliation.id, 'organizationId', place.id,
      'organizationName', place.name, 'startsOn', affiliation.starts_on, 'endsOn', affiliation.ends_on)
      order by affiliation.starts_on desc, affiliation.id desc), '[]')
  from affiliations affiliation join organizations place on place.id = affiliation.organization_id
  where affiliation.person_id = person.id and ${where}) as affiliations`;

const offices = (where: string): string => `(
  select coalesce(jsonb_agg(jsonb_build_object('id', office.id, 'organizationId', place.id,
      'organizationName', place.name, 'title', office.title, 'acting', office.acting, 'startsOn', office.starts_on, 'endsOn', office.ends_on)
      order by office.starts_on desc, office.id desc), '[]')
  from offices office join organizations place on place.id = office.organization_id
  where office.person_id = person.id and ${where}) as offices`;

const one = {
  name: 'person-within',
  text: `select ${recordColumns}, ${memberships(withinRanges('place.path', 2, 3))},
      ${affiliations(withinRanges('place.path', 2, 3))}, ${offices(withinRanges('place.path', 2, 3))}
    from people person
    join organizations organization on organization.id = ${homeOrganization('person.id')}
    where person.id = $1 and ${withinRanges('organization.path', 2, 3)}`,
};

const own = {
  name: 'person-own',
  text: `select ${recordColumns}, ${memberships('true')}, ${affiliations('true')}, ${offices('true')}
    from people person where person.id = $1`,
};

@Injectable()
export class PeopleReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** Those who are members on the day, or today. */
  page(filter: {
    readonly sort: MemberSort;
    readonly ranges: readonly PathRange[];
    readonly after: { readonly key: string; readonly membershipId: string };
    readonly organizationId: string | null;
    readonly on: string | null;
    readonly today: string;
    readonly standing: MemberStanding | null;
    readonly memberKind: MembershipKind | null;
    readonly namePrefix: string | null;
    readonly limit: number;
  }): Promise<MemberRow[]> {
    const { ranges, after, organizationId, on, today, standing, memberKind, namePrefix, limit } =
      filter;
    const page = memberPage(filter.sort, on === null ? 'today' : 'on-the-day');
    return readRows(this.dataSource, page, [
      ...rangeValues(ranges),
      after.key,
      after.membershipId,
      organizationId,
      on ?? today,
      standing,
      memberKind,
      namePrefix === null ? null : `${namePrefix.replace(/[\\%_]/g, '\\$&')}%`,
      limit,
    ]);
  }

  async within(
    id: string,
    ranges: readonly PathRange[],
    on: DataSource | Transaction = this.dataSource,
  ): Promise<PersonRow | undefined> {
    const [row] = await readRows<PersonRow>(on, one, [id, ...rangeValues(ranges)]);
    return row;
  }

  /** The whole record, for whom it is about. */
  async own(id: string): Promise<PersonRow | undefined> {
    const [row] = await readRows<PersonRow>(this.dataSource, own, [id]);
    return row;
  }
}
