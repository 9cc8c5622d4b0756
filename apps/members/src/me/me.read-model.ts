import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readRows } from '#libs/database';
import type { Position } from '#libs/http';
import type { LookDto } from './dto/look.dto.js';
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

export interface LookRow extends LookDto {
  /** To the microsecond, which a Date has not: what comes next would be passed by, or come twice. */
  readonly exactly_at: string;
}

/** Before the first page. */
const START = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;

/** The viewer is not always there: not every account is somebody's or a program's, and a scan needs no account. */
export const lookColumns = `look.id, look.at, look.what,
    coalesce(viewer.name, case when program.account_id is not null then account.username end) as "viewerName"`;
export const looksWithViewers = `looks look
    left join accounts account on account.id = look.viewer_account_id
    left join people viewer on viewer.id = account.person_id
    left join clients program on program.account_id = account.id`;

export const looksPage = {
  name: 'me-looks',
  text: `select ${lookColumns}, look.at::text as exactly_at
    from ${looksWithViewers}
    where look.person_id = $1 and (look.at, look.id) < ($2::timestamptz, $3::uuid)
    order by look.at desc, look.id desc limit $4`,
};

@Injectable()
export class MeReadModel {
  constructor(private readonly dataSource: DataSource) {}

  async account(id: string, today: string): Promise<OwnAccountRow | undefined> {
    const [row] = await readRows<OwnAccountRow>(this.dataSource, account, [id, today]);
    return row;
  }

  looks(personId: string, after: Position | undefined, limit: number): Promise<LookRow[]> {
    const [at, id] = after ?? START;
    return readRows(this.dataSource, looksPage, [personId, at, id, limit]);
  }
}
