import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type PathRange, rangeValues, readRows, withinRanges } from '#libs/database';

export interface PlaceRow {
  readonly parent_id: string | null;
  readonly parent_name: string | null;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly decision: string | null;
}

/** Where it stands today is on the organization itself; where it stood, only who may see that organization is told. */
const shown = (column: string): string =>
  `case when place.ends_on is null or ${withinRanges('parent.path', 1, 2)} then ${column} end`;

const page = {
  name: 'organization-places',
  text: `select ${shown('parent.id')} as parent_id, ${shown('parent.name')} as parent_name, place.starts_on::text, place.ends_on::text, place.decision
    from organization_places place
    join organizations organization on organization.id = place.organization_id
    left join organizations parent on parent.id = place.parent_id
    where place.organization_id = $3 and ${withinRanges('organization.path', 1, 2)} and place.starts_on > $4::date
    order by place.starts_on limit $5`,
};

/** The places of one organization; `day` a parameter's number. */
export const placeOn = (day: number): string => `
  join organization_places place on place.organization_id = organization.id
    and place.starts_on <= $${day}::date and (place.ends_on is null or place.ends_on > $${day}::date)`;

@Injectable()
export class OrganizationPlacesReadModel {
  constructor(private readonly dataSource: DataSource) {}

  page(filter: {
    readonly organizationId: string;
    readonly ranges: readonly PathRange[];
    readonly after: string;
    readonly limit: number;
  }): Promise<PlaceRow[]> {
    const { organizationId, ranges, after, limit } = filter;
    return readRows(this.dataSource, page, [...rangeValues(ranges), organizationId, after, limit]);
  }
}
