import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readRows } from '#libs/database';
import type { Position } from '#libs/http';
import type { OwnSessionDto } from './dto/own-session.dto.js';
import { isLive } from './live-session.js';

/** By id, which is in the order in which they began. */
export const ownSessionsPage = {
  name: 'own-sessions',
  text: `select session.id, session.created_at as "begunAt",
      coalesce(session.last_used_at, session.created_at) as "lastUsedAt", session.client,
      session.id = $2::uuid as current
    from sessions session join accounts account on account.id = session.account_id
    where session.account_id = $1 and session.id < $3::uuid and ${isLive('$4')}
    order by session.id desc limit $5`,
};

/** Before the first page. */
const START = ['ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;

@Injectable()
export class OwnSessionsReadModel {
  constructor(private readonly dataSource: DataSource) {}

  page(
    owner: { readonly accountId: string; readonly sessionId: string },
    after: Position | undefined,
    now: Date,
    limit: number,
  ): Promise<OwnSessionDto[]> {
    const [id] = after ?? START;
    const { accountId, sessionId } = owner;
    return readRows(this.dataSource, ownSessionsPage, [accountId, sessionId, id, now, limit]);
  }
}
