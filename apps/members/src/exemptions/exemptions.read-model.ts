import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type PathRange,
  query,
  rangeValues,
  readRows,
  type Transaction,
  withinRanges,
} from '#libs/database';
import { homeOrganization } from '../people/people.repository.js';
import type { ExemptionDto } from './dto/exemption.dto.js';

interface ExemptionPosition {
  readonly startsOn: string;
  readonly id: string;
}

const exemptions = `select exemption.id, exemption.person_id as "personId", person.name,
    organization.id as "organizationId", organization.name as "organizationName",
    exemption.exempts_from as "exemptsFrom", exemption.reason, exemption.decision, approver.name as "approvedByName",
    exemption.starts_on::text as "startsOn", exemption.ends_on::text as "endsOn"
  from exemptions exemption
  join people person on person.id = exemption.person_id
  cross join lateral (
    select id, name, path from organizations where id = ${homeOrganization('exemption.person_id')} offset 0
  ) organization
  join accounts account on account.id = exemption.approved_by
  left join people approver on approver.id = account.person_id`;

/** By the day on which they begin. `offset 0` has the organization looked up for each that is read, and not joined. */
export const exemptionsPage = {
  name: 'exemptions-page',
  text: `${exemptions}
    where ${withinRanges('organization.path', 1, 2)}
      and (exemption.starts_on, exemption.id) > ($3::date, $4::uuid)
      and ($5::uuid is null or exists (select from organizations above where above.id = $5
        and organization.path >= above.path and organization.path < left(above.path, -1) || '0'))
      and ($6::uuid is null or exemption.person_id = $6)
      and ($7::date is null or daterange(exemption.starts_on, exemption.ends_on) @> $7::date)
    order by exemption.starts_on, exemption.id limit $8`,
};

const own = {
  name: 'exemptions-own',
  text: `${exemptions}
    where exemption.person_id = $1 and (exemption.starts_on, exemption.id) > ($2::date, $3::uuid)
    order by exemption.starts_on, exemption.id limit $4`,
};

@Injectable()
export class ExemptionsReadModel {
  constructor(private readonly dataSource: DataSource) {}

  own(personId: string, after: ExemptionPosition, limit: number): Promise<ExemptionDto[]> {
    const values = [personId, after.startsOn, after.id, limit];
    return readRows<ExemptionDto & Record<string, unknown>>(this.dataSource, own, values);
  }

  page(filter: {
    readonly ranges: readonly PathRange[];
    readonly after: ExemptionPosition;
    readonly organizationId: string | null;
    readonly personId: string | null;
    readonly on: string | null;
    readonly limit: number;
  }): Promise<ExemptionDto[]> {
    const { ranges, after, organizationId, personId, on, limit } = filter;
    return readRows<ExemptionDto & Record<string, unknown>>(this.dataSource, exemptionsPage, [
      ...rangeValues(ranges),
      after.startsOn,
      after.id,
      organizationId,
      personId,
      on,
      limit,
    ]);
  }

  async one(tx: Transaction, id: string): Promise<ExemptionDto> {
    const [row] = await query<ExemptionDto & Record<string, unknown>>(
      tx,
      `${exemptions} where exemption.id = $1`,
      [id],
    );
    if (!row) throw new Error(`exemption ${id} is gone`);
    return row;
  }
}
