import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type PathRange, rangeValues, readRows, withinRanges } from '#libs/database';
import { accountWithin } from './account-within.js';
import type { GrantDto } from './dto/account.dto.js';

export interface AccountRow {
  readonly id: string;
  readonly username: string;
  readonly sort_key: string;
  readonly person_id: string | null;
  readonly name: string | null;
  readonly disabled: boolean;
  readonly password_must_change: boolean;
  readonly grants: GrantDto[];
}

const page = {
  name: 'accounts-page',
  text: `select account.id, account.username, lower(account.username) as sort_key, account.person_id, person.name,
      account.disabled, account.password_must_change, granted.grants
    from accounts account
    left join people person on person.id = account.person_id
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('id', held.id, 'role', held.role,
          'organizationId', held.organization_id, 'startsOn', held.starts_on, 'endsOn', held.ends_on)
          order by held.starts_on, held.id), '[]') as grants
      from grants held join organizations organization on organization.id = held.organization_id
      where held.account_id = account.id and ${withinRanges('organization.path', 1, 2)}
    ) granted
    where ${accountWithin(1, 2)}
      and lower(account.username) > $3
      and ($4::uuid is null or account.person_id = $4)
    order by lower(account.username) limit $5`,
};

@Injectable()
export class AccountsReadModel {
  constructor(private readonly dataSource: DataSource) {}

  page(filter: {
    readonly ranges: readonly PathRange[];
    readonly after: string;
    readonly personId: string | null;
    readonly limit: number;
  }): Promise<AccountRow[]> {
    const { ranges, after, personId, limit } = filter;
    return readRows(this.dataSource, page, [...rangeValues(ranges), after, personId, limit]);
  }
}
