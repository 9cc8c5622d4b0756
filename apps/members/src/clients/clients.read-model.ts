import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type PathRange, rangeValues, readRows, withinRanges } from '#libs/database';
import { accountWithin } from '../accounts/account-within.js';
import type { ClientDto, ClientUsageDto } from './dto/client.dto.js';

export interface ClientRow extends ClientDto {
  readonly sort_key: string;
}

const columns = `account.id, account.username as name, lower(account.username) as sort_key, client.scopes,
  account.disabled, client.version, granted.grants, good.secrets`;

/** `$1`, `$2` ranges, `$3` now. */
const clients = `
  from clients client join accounts account on account.id = client.account_id
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('id', held.id, 'role', held.role,
        'organizationId', held.organization_id, 'startsOn', held.starts_on, 'endsOn', held.ends_on)
        order by held.starts_on, held.id), '[]') as grants
    from grants held join organizations organization on organization.id = held.organization_id
    where held.account_id = account.id and ${withinRanges('organization.path', 1, 2)}
  ) granted
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('id', secret.id, 'hint', secret.hint,
        'createdAt', secret.created_at, 'expiresAt', secret.expires_at, 'lastUsedAt', secret.last_used_at)
        order by secret.id), '[]') as secrets
    from client_secrets secret
    where secret.account_id = account.id and secret.revoked_at is null and secret.expires_at > $3
  ) good
  where ${accountWithin(1, 2)}`;

const page = {
  name: 'clients-page',
  text: `select ${columns} ${clients} and lower(account.username) > $4 order by lower(account.username) limit $5`,
};

const one = { name: 'client', text: `select ${columns} ${clients} and account.id = $4` };

const usage = {
  name: 'client-usage',
  text: `select day::text, tokens, refused from client_usage
    where account_id = $1 and day < $2::date order by day desc limit $3`,
};

@Injectable()
export class ClientsReadModel {
  constructor(private readonly dataSource: DataSource) {}

  page(filter: {
    readonly ranges: readonly PathRange[];
    readonly now: Date;
    readonly after: string;
    readonly limit: number;
  }): Promise<ClientRow[]> {
    const { ranges, now, after, limit } = filter;
    return readRows(this.dataSource, page, [...rangeValues(ranges), now, after, limit]);
  }

  async one(id: string, ranges: readonly PathRange[], now: Date): Promise<ClientRow | undefined> {
    const [row] = await readRows<ClientRow>(this.dataSource, one, [
      ...rangeValues(ranges),
      now,
      id,
    ]);
    return row;
  }

  /** The last day first. */
  usage(id: string, before: string, limit: number): Promise<ClientUsageDto[]> {
    return readRows(this.dataSource, usage, [id, before, limit]);
  }
}
