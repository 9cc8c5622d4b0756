import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readRows } from '#libs/database';
import type { OwnRoleDto } from './dto/me.dto.js';

export interface OwnAccountRow {
  readonly id: string;
  readonly username: string;
  readonly roles: OwnRoleDto[];
}

const account = {
  name: 'me-account',
  text: `select account.id, account.username, coalesce((
      select jsonb_agg(jsonb_build_object('role', held.role, 'organizationId', organization.id,
        'organizationName', organization.name, 'startsOn', held.starts_on, 'endsOn', held.ends_on)
        order by organization.path, held.role, held.starts_on)
      from effective_grants held join organizations organization on organization.id = held.organization_id
      where held.account_id = account.id and held.starts_on <= $2::date
        and (held.ends_on is null or held.ends_on > $2::date)), '[]') as roles
    from accounts account where account.id = $1`,
};

@Injectable()
export class MeReadModel {
  constructor(private readonly dataSource: DataSource) {}

  async account(id: string, today: string): Promise<OwnAccountRow | undefined> {
    const [row] = await readRows<OwnAccountRow>(this.dataSource, account, [id, today]);
    return row;
  }
}
