import { Injectable } from '@nestjs/common';
import type { Role } from '#libs/contracts';
import { readRows, type Transaction } from '#libs/database';
import type { OfficeAddress } from '../templates/new-message.js';

/** No tree is deeper. The copy of a tree that is being moved about may go round in a circle for a moment. */
const MOST_LEVELS = 20;

/** Upwards from each organization to the nearest where somebody holds today what it takes to act for it. */
const nearest = {
  name: 'inbox-officers',
  text: `with recursive above as (
      select organization.id as wanted, organization.id, organization.parent_id, 0 as steps
      from directory_organizations organization where organization.id = any($1::uuid[])
      union all
      select above.wanted, parent.id, parent.parent_id, above.steps + 1
      from above join directory_organizations parent on parent.id = above.parent_id
      where above.steps < ${MOST_LEVELS}
    )
    select distinct on (above.wanted) above.wanted, held.organization_id as "organizationId", held.role
    from above
    join directory_grants held on held.organization_id = above.id
      and (held.role = 'committee_officer' or (held.role = 'branch_secretary' and above.steps = 0))
      and held.starts_on <= $2::date and (held.ends_on is null or held.ends_on > $2::date)
    join directory_accounts account on account.id = held.account_id and not account.disabled
    order by above.wanted, above.steps, held.role = 'branch_secretary' desc`,
};

interface Row {
  readonly wanted: string;
  readonly organizationId: string;
  readonly role: Role;
}

const committees = {
  name: 'inbox-committees',
  text: `select id from directory_organizations
    where id = any($1::uuid[]) and type in ('committee', 'general_branch')`,
};

/** Who acts for organizations, as the directory knows it. */
@Injectable()
export class OfficersReadModel {
  /**
   * The secretary of the branch, or the officers of the committee; where there are none, those of the nearest committee
   * above. Where there is nobody at all, whoever will hold there what it takes.
   */
  async of(
    tx: Transaction,
    organizationIds: readonly string[],
    today: string,
  ): Promise<ReadonlyMap<string, OfficeAddress>> {
    const wanted = [...new Set(organizationIds)];
    const rows = await readRows<Row>(tx, nearest, [wanted, today]);
    const found = new Map<string, OfficeAddress>(
      rows.map(({ wanted: of, ...address }) => [of, address]),
    );
    const vacant = wanted.filter((id) => !found.has(id));
    if (vacant.length === 0) return found;
    const above = new Set(
      (await readRows<{ id: string }>(tx, committees, [vacant])).map(({ id }) => id),
    );
    for (const organizationId of vacant)
      found.set(organizationId, {
        organizationId,
        role: above.has(organizationId) ? 'committee_officer' : 'branch_secretary',
      });
    return found;
  }
}
