import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';

/** The organization that answers for a person: the one of the membership that began last. */
export const homeOrganization = (personId: string): string =>
  `(select organization_id from memberships where person_id = ${personId} order by starts_on desc, id desc limit 1)`;

@Injectable()
export class PeopleRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The person if the organization that answers for them lies within the ranges. */
  async find(
    id: string,
    ranges: readonly PathRange[],
    tx: Transaction = this.dataSource.manager,
  ): Promise<{ readonly id: string; readonly name: string } | undefined> {
    const [row] = await query<{ id: string; name: string }>(
      tx,
      `select person.id, person.name from people person
         join organizations organization on organization.id = ${homeOrganization('person.id')}
       where person.id = $1 and ${withinRanges('organization.path', 2, 3)}`,
      [id, ...rangeValues(ranges)],
    );
    return row;
  }

  /** Who looked at whose record, for the person to see; null for somebody who showed no token. */
  async logLook(viewerAccountId: string | null, personId: string, what: string): Promise<void> {
    await this.dataSource.query(
      'insert into looks (viewer_account_id, person_id, what) values ($1, $2, $3)',
      [viewerAccountId, personId, what],
    );
  }
}
