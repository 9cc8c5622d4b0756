import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type PathRange, rangeValues, readRows, withinRanges } from '#libs/database';

export interface SheetMemberRow {
  readonly id: string;
  readonly name: string;
  readonly employee_number: string | null;
}

const members = {
  name: 'code-sheet-members',
  text: `select person.id, person.name, person.employee_number
    from organizations top
    join organizations organization
      on organization.path >= top.path and organization.path < left(top.path, -1) || '0'
    join memberships membership on membership.organization_id = organization.id
    join people person on person.id = membership.person_id
    where top.id = $3 and ${withinRanges('organization.path', 1, 2)}
      and membership.starts_on <= $4::date and (membership.ends_on is null or membership.ends_on > $4::date)
    order by organization.path, person.name collate "zh-x-icu", person.id limit $5`,
};

@Injectable()
export class CodeSheetsReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** Today's members of the organization and of all below it, group by group and by name. */
  members(filter: {
    readonly organizationId: string;
    readonly ranges: readonly PathRange[];
    readonly day: string;
    readonly limit: number;
  }): Promise<SheetMemberRow[]> {
    const { organizationId, ranges, day, limit } = filter;
    return readRows(this.dataSource, members, [...rangeValues(ranges), organizationId, day, limit]);
  }
}
