import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrganizationLine } from '#libs/contracts';
import { type PathRange, rangeValues, readRows, withinRanges } from '#libs/database';
import { foundPeople } from '../people/found-people.js';
import type { SearchBounds } from '../people/name-search.policy.js';
import type { PersonDto } from './dto/person.dto.js';

export interface AffiliatedRow extends PersonDto {
  readonly path: string;
  readonly belonging_id: string;
}

/** Of everybody one row: members of the membership, others of the affiliation; `where` says of whom, or of where. */
const belongings = (where: string): string => `lateral (
      select id, person_id, organization_id, true as member from memberships where ${where} and ends_on is null
      union all
      select id, person_id, organization_id, false from affiliations
      where ${where} and ends_on is null and not exists (select from memberships open
        where open.person_id = affiliations.person_id and open.ends_on is null)
      offset 0
    ) belonging`;

/**
 * In the order of the tree, whose index leads; the bounded form twice, scope and filter, and the position a third time.
 * `offset 0` keeps what is lateral so: else all who belong anywhere are read and joined for one page.
 */
const everywhere = `from organizations organization
    join ${belongings('organization_id = organization.id')} on true`;

/** First who is found by `$9` and `$10`, then the rest. */
const searched = `from (${foundPeople(9, 10)} offset 0) found
    cross join ${belongings('person_id = found.id')}
    join organizations organization on organization.id = belonging.organization_id`;

export const peoplePage = (
  whom: 'everybody' | 'searched',
): { readonly name: string; readonly text: string } => ({
  name: whom === 'everybody' ? 'people-page' : 'people-page-searched',
  text: `select person.id as "personId", person.name, person.employee_number as "employeeNumber", person.sex,
      organization.id as "organizationId", organization.name as "organizationName", organization.line,
      belonging.member, organization.path, belonging.id as belonging_id
    ${whom === 'everybody' ? everywhere : searched}
    join people person on person.id = belonging.person_id
    where ${withinRanges('organization.path', 1, 2)}
      and organization.path >= $3 collate "C"
      and (organization.path, belonging.id) > ($3, $4::uuid)
      and ($5::uuid is null or exists (select from organizations above where above.id = $5
        and organization.path >= above.path and organization.path < left(above.path, -1) || '0'))
      and ($6::text is null or organization.line = $6)
      and ($7::boolean is null or belonging.member = $7)
    order by organization.path, belonging.id limit $8`,
});

@Injectable()
export class AffiliationsReadModel {
  constructor(private readonly dataSource: DataSource) {}

  page(filter: {
    readonly ranges: readonly PathRange[];
    readonly after: { readonly path: string; readonly belongingId: string };
    readonly organizationId: string | null;
    readonly line: OrganizationLine | null;
    readonly member: boolean | null;
    readonly search: SearchBounds | null;
    readonly limit: number;
  }): Promise<AffiliatedRow[]> {
    const { ranges, after, organizationId, line, member, search, limit } = filter;
    return readRows(this.dataSource, peoplePage(search ? 'searched' : 'everybody'), [
      ...rangeValues(ranges),
      after.path,
      after.belongingId,
      organizationId,
      line,
      member,
      limit,
      ...(search ? [search.from, search.below] : []),
    ]);
  }
}
