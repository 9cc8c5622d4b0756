import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MemberStanding, MembershipKind } from '#libs/contracts';
import {
  type PathRange,
  rangeValues,
  readRows,
  readTuples,
  type Transaction,
  withinRanges,
} from '#libs/database';
import type { AffiliationDto, HeldOfficeDto, MembershipDto, MemberSort } from './dto/member.dto.js';
import type { SexCode } from './gb-codes.js';
import { memberPage, type MemberRow } from './member-page.js';
import type { SearchBounds } from './name-search.policy.js';
import { homeOrganization } from './people.repository.js';

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
  readonly has_photo: boolean;
  readonly version: number;
  readonly memberships: MembershipDto[];
  readonly affiliations: AffiliationDto[];
  readonly offices: HeldOfficeDto[];
}

const recordColumns = `person.id, person.name, person.employee_number, person.sex, person.ethnicity,
  person.born_on::text, person.education, person.citizen_number_sealed, person.phone_sealed,
  person.address_sealed, person.political_status, person.version,
  exists (select from person_photos photo where photo.person_id = person.id) as has_photo`;

const memberships = (where: string): string => `(
  select coalesce(jsonb_agg(jsonb_build_object('id', membership.id, 'organizationId', place.id,
      'organizationName', place.name, 'memberKind', membership.kind, 'standing', membership.standing,
      'admittedOn', membership.admitted_on, 'confirmedOn', membership.confirmed_on,
      'startsOn', membership.starts_on, 'endsOn', membership.ends_on)
      order by membership.starts_on desc, membership.id desc), '[]')
  from memberships membership join organizations place on place.id = membership.organization_id
  where membership.person_id = person.id and not membership.voided and ${where}) as memberships`;

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

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** In the order of the tree nothing comes before the first of the ranges. */
const firstKey = (sort: MemberSort, ranges: readonly PathRange[]): string =>
  sort === 'organization' ? (ranges[0]?.from ?? '') : '';

@Injectable()
export class PeopleReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** Those who are members on the day, or today. */
  async page(filter: {
    readonly sort: MemberSort;
    readonly ranges: readonly PathRange[];
    /** Undefined before the first page. */
    readonly after: { readonly key: string; readonly membershipId: string } | undefined;
    readonly organizationId: string | null;
    readonly on: string | null;
    readonly today: string;
    readonly standing: MemberStanding | null;
    readonly memberKind: MembershipKind | null;
    readonly namePrefix: string | null;
    readonly search: SearchBounds | null;
    readonly limit: number;
  }): Promise<MemberRow[]> {
    const { ranges, organizationId, on, today, standing, memberKind, namePrefix, search, limit } =
      filter;
    const after = filter.after ?? { key: firstKey(filter.sort, ranges), membershipId: FIRST_ID };
    const page = memberPage(
      filter.sort,
      on === null ? 'today' : 'on-the-day',
      search ? 'searched' : 'everybody',
    );
    return readTuples(this.dataSource, page, [
      ...rangeValues(ranges),
      after.key,
      after.membershipId,
      organizationId,
      on ?? today,
      standing,
      memberKind,
      namePrefix === null ? null : `${namePrefix.replace(/[\\%_]/g, '\\$&')}%`,
      limit,
      ...(search ? [search.from, search.below] : []),
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
