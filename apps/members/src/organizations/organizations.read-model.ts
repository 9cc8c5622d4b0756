import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrganizationLine, OrganizationType } from '#libs/contracts';
import { type PathRange, rangeValues, readRows, withinRanges } from '#libs/database';
import type { OrganizationDto } from './dto/organization.dto.js';
import { placeOn } from './organization-places.read-model.js';

/** Of an organization as it is answered, and where it stands. */
export interface OrganizationRow extends OrganizationDto {
  readonly path: string;
}

const columns = (
  parentId: string,
): string => `organization.id, ${parentId} as "parentId", organization.type, organization.category, organization.line,
  organization.code, organization.name, organization.path, organization.founded_on::text as "foundedOn",
  organization.dissolved_on::text as "dissolvedOn", organization.elected_on::text as "electedOn", organization.version`;

const pageOf = (name: string, parentId: string, place = '') => ({
  name,
  text: `select ${columns(parentId)} from organizations organization ${place}
    where ${withinRanges('organization.path', 1, 2)}
      and organization.path > $3 collate "C"
      and ($4::text is null or organization.type = $4)
      and ($5::uuid is null or ${parentId} = $5)
      and ($7::text is null or organization.line = $7)
    order by organization.path limit $6`,
});

const page = pageOf('organizations-page', 'organization.parent_id');

/** The tree as it was on a day, in the order of today's. */
const pageOn = pageOf('organizations-page-on', 'place.parent_id', placeOn(8));

const one = {
  name: 'organization',
  text: `select ${columns('organization.parent_id')} from organizations organization
    where organization.id = $3 and ${withinRanges('organization.path', 1, 2)}`,
};

@Injectable()
export class OrganizationsReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** In the order of the tree. */
  page(filter: {
    readonly ranges: readonly PathRange[];
    readonly after: string;
    readonly type: OrganizationType | null;
    readonly parentId: string | null;
    readonly line: OrganizationLine | null;
    readonly on: string | null;
    readonly limit: number;
  }): Promise<OrganizationRow[]> {
    const { ranges, after, type, parentId, line, on, limit } = filter;
    const values = [...rangeValues(ranges), after, type, parentId, limit, line];
    return on === null
      ? readRows(this.dataSource, page, values)
      : readRows(this.dataSource, pageOn, [...values, on]);
  }

  async one(id: string, ranges: readonly PathRange[]): Promise<OrganizationRow | undefined> {
    const [row] = await readRows<OrganizationRow>(this.dataSource, one, [
      ...rangeValues(ranges),
      id,
    ]);
    return row;
  }
}
