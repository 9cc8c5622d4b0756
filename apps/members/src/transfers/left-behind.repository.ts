import { Injectable } from '@nestjs/common';
import { query, type Transaction } from '#libs/database';

/** Who leaves, from where to where, and from which day on they are there; null: out of the suite. */
export interface Leaving {
  readonly personId: string;
  readonly organizationId: string;
  readonly toOrganizationId: string | null;
  readonly on: string;
}

/** What does not go along with a member who is taken in elsewhere. */
@Injectable()
export class LeftBehindRepository {
  /**
   * Who leaves a branch holds no more offices in it, in its groups and in what is above it, but for those that are
   * above where they go too. Who leaves the suite holds none.
   */
  async endOffices(
    tx: Transaction,
    { personId, organizationId, toOrganizationId, on }: Leaving,
  ): Promise<void> {
    await query(
      tx,
      `update offices office set ends_on = greatest(office.starts_on, $4::date)
       from organizations held, organizations former
         left join organizations parent on parent.id = former.parent_id and former.type = 'group'
         cross join lateral (select coalesce(parent.path, former.path) as path) branch
       where office.person_id = $1 and former.id = $2 and held.id = office.organization_id
         and (office.ends_on is null or office.ends_on > greatest(office.starts_on, $4::date))
         and ($3::uuid is null
           or (starts_with(held.path, branch.path) or starts_with(branch.path, held.path))
             and not exists (select from organizations target
               where target.id = $3 and starts_with(target.path, held.path)))`,
      [personId, organizationId, toOrganizationId, on],
    );
  }
}
