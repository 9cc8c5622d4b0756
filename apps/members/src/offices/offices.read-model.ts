import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OfficeTitle, OrganizationType } from '#libs/contracts';
import {
  type PathRange,
  query,
  rangeValues,
  readRows,
  type Transaction,
  withinRanges,
} from '#libs/database';

export interface OfficeRow {
  readonly id: string;
  readonly organization_id: string;
  readonly type: OrganizationType;
  readonly person_id: string;
  readonly name: string;
  readonly title: OfficeTitle;
  readonly acting: boolean;
  readonly starts_on: string;
  readonly ends_on: string | null;
}

const offices = `select office.id, office.organization_id, organization.type, office.person_id, person.name, office.title,
    office.acting, office.starts_on::text, office.ends_on::text
  from offices office
  join organizations organization on organization.id = office.organization_id
  join people person on person.id = office.person_id`;

const page = {
  name: 'offices-page',
  text: `${offices}
    where office.organization_id = $3 and ${withinRanges('organization.path', 1, 2)}
      and (office.starts_on, office.id) > ($4::date, $5::uuid)
      and ($6::date is null or daterange(office.starts_on, office.ends_on) @> $6::date)
    order by office.starts_on, office.id limit $7`,
};

@Injectable()
export class OfficesReadModel {
  constructor(private readonly dataSource: DataSource) {}

  page(filter: {
    readonly organizationId: string;
    readonly ranges: readonly PathRange[];
    readonly after: { readonly startsOn: string; readonly id: string };
    readonly heldOn: string | null;
    readonly limit: number;
  }): Promise<OfficeRow[]> {
    const { organizationId, ranges, after, heldOn, limit } = filter;
    return readRows(this.dataSource, page, [
      ...rangeValues(ranges),
      organizationId,
      after.startsOn,
      after.id,
      heldOn,
      limit,
    ]);
  }

  async one(tx: Transaction, id: string): Promise<OfficeRow> {
    const [row] = await query<OfficeRow>(tx, `${offices} where office.id = $1`, [id]);
    if (!row) throw new Error(`office ${id} is gone`);
    return row;
  }
}
