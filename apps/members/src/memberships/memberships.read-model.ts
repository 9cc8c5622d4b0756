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
import { rulesInForce } from '../rules/rules.read-model.js';
import type { MembershipChangeDto } from './dto/membership-change.dto.js';
import type { ProbationDto } from './dto/probation.dto.js';

export interface ProbationRow extends ProbationDto {
  readonly membership_id: string;
}

interface ChangeRow extends Omit<MembershipChangeDto, 'revocation'> {
  readonly revoked_by_id: string | null;
  readonly revoked_on: string | null;
  readonly revocation_entered_at: Date | null;
  readonly revoker_name: string | null;
  readonly revoked_for: string | null;
}

const changes = `select change.id, change.change, change.changed_on::text as "changedOn", change.until::text, change.host,
    change.contact_person_id as "contactPersonId", contact.name as "contactName", change.decision,
    change.organization_id as "organizationId", change.created_at as "enteredAt", doer.name as "byName",
    change.revokes as "revokesId", change.reason, revocation.id as revoked_by_id,
    revocation.changed_on::text as revoked_on, revocation.created_at as revocation_entered_at,
    revoker.name as revoker_name, revocation.reason as revoked_for
  from membership_changes change
    left join people contact on contact.id = change.contact_person_id
    join accounts account on account.id = change.decided_by
    left join people doer on doer.id = account.person_id
    left join membership_changes revocation on revocation.revokes = change.id
    left join accounts revoking on revoking.id = revocation.decided_by
    left join people revoker on revoker.id = revoking.person_id`;

function toDto({
  revoked_by_id: id,
  revoked_on: revokedOn,
  revocation_entered_at: enteredAt,
  revoker_name: byName,
  revoked_for: reason,
  ...change
}: ChangeRow): MembershipChangeDto {
  const revocation =
    id !== null && revokedOn !== null && enteredAt !== null && reason !== null
      ? { id, revokedOn, enteredAt, byName, reason }
      : null;
  return { ...change, revocation };
}

export const membershipChangesPage = {
  name: 'membership-changes',
  text: `${changes} where change.person_id = $1 and (change.changed_on, change.id) > ($2::date, $3::uuid)
    order by change.changed_on, change.id limit $4`,
};

/** When a probation ends, by the rules in force as `rule`. */
export const probationEnd = `coalesce(membership.probation_until, (membership.admitted_on
        + make_interval(months => (select value from rule where code = 'probation_months')))::date)`;

/** By the day on which they end. Few are probationary at a time, and have an index of their own. */
export const probationsPage = {
  name: 'probations',
  text: `with rule as materialized (${rulesInForce(5)}), probation as (
      select membership.*, ${probationEnd} as probation_end
      from memberships membership where membership.kind = 'probationary' and membership.ends_on is null
    )
    select person.id as "personId", person.name, organization.id as "organizationId",
      organization.name as "organizationName", probation.admitted_on::text as "admittedOn",
      probation.probation_end::text as "endsOn", probation.probation_until is not null as extended,
      probation.id as membership_id
    from probation
    join organizations organization on organization.id = probation.organization_id
    join people person on person.id = probation.person_id
    where ${withinRanges('organization.path', 1, 2)}
      and (probation.probation_end, probation.id) > ($3::date, $4::uuid)
      and ($6::uuid is null or exists (select from organizations above where above.id = $6
        and organization.path >= above.path and organization.path < left(above.path, -1) || '0'))
      and ($7::date is null or probation.probation_end <= $7::date)
    order by probation.probation_end, probation.id limit $8`,
};

@Injectable()
export class MembershipsReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** Oldest first. */
  async changes(
    personId: string,
    after: { readonly changedOn: string; readonly id: string },
    limit: number,
  ): Promise<MembershipChangeDto[]> {
    const values = [personId, after.changedOn, after.id, limit];
    const rows = await readRows<ChangeRow & Record<string, unknown>>(
      this.dataSource,
      membershipChangesPage,
      values,
    );
    return rows.map(toDto);
  }

  async change(tx: Transaction, id: string): Promise<MembershipChangeDto> {
    const [row] = await query<ChangeRow & Record<string, unknown>>(
      tx,
      `${changes} where change.id = $1`,
      [id],
    );
    if (!row) throw new Error(`membership change ${id} is gone`);
    return toDto(row);
  }

  probations(filter: {
    readonly ranges: readonly PathRange[];
    readonly after: { readonly endsOn: string; readonly id: string };
    readonly today: string;
    readonly organizationId: string | null;
    readonly until: string | null;
    readonly limit: number;
  }): Promise<ProbationRow[]> {
    const { ranges, after, today, organizationId, until, limit } = filter;
    return readRows(this.dataSource, probationsPage, [
      ...rangeValues(ranges),
      after.endsOn,
      after.id,
      today,
      organizationId,
      until,
      limit,
    ]);
  }
}
