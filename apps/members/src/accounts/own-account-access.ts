import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type AccountAccess,
  AccountAccessSource,
  ENDED_SESSION_SECONDS,
  type HeldRole,
} from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { readRows } from '#libs/database';
import { unboundAdministrator } from './unbound-administrator.js';

interface Row {
  readonly person_id: string | null;
  readonly disabled: boolean;
  readonly tokens_valid_from: Date;
  readonly ended_sessions: readonly string[];
  readonly roles: readonly HeldRole[];
  readonly unbound: boolean;
}

export const accountAccess = {
  name: 'own-account-access',
  text: `select person_id, disabled, tokens_valid_from,
      array(select session.id from sessions session where session.account_id = account.id
        and session.revoked_at > now() - interval '${ENDED_SESSION_SECONDS} seconds') as ended_sessions,
      coalesce((select jsonb_agg(jsonb_build_object('role', held.role, 'organizationId', held.organization_id,
          'path', organization.path))
        from effective_grants held join organizations organization on organization.id = held.organization_id
        where held.account_id = account.id and held.starts_on <= $2::date
          and (held.ends_on is null or held.ends_on > $2::date)), '[]') as roles,
      exists (select from grants where account_id = account.id and organization_id is null and ends_on is null) as unbound
    from accounts account where id = $1`,
};

/** What accounts may do, from the tables that are the truth of it. */
@Injectable()
export class OwnAccountAccess extends AccountAccessSource {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  async load(accountId: string): Promise<AccountAccess | null> {
    const today = dayInShanghai(this.clock.now());
    const [row] = await readRows<Row>(this.dataSource, accountAccess, [accountId, today]);
    if (!row) return null;
    return {
      personId: row.person_id,
      disabled: row.disabled,
      tokensValidFrom: row.tokens_valid_from,
      endedSessions: row.ended_sessions,
      roles: row.unbound ? [...row.roles, unboundAdministrator] : row.roles,
    };
  }

  /** Nothing to catch up with: this is where the directory comes from. */
  catchUp(): Promise<boolean> {
    return Promise.resolve(true);
  }
}
