import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { type AccountAccess, AccountAccessSource } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import type { Role } from '#libs/contracts';
import { readRows } from '#libs/database';
import { DirectoryProjector } from './directory-projector.js';

interface Row {
  person_id: string | null;
  disabled: boolean;
  tokens_valid_from: Date;
  ended_sessions: string[];
  roles: { role: Role; organizationId: string; path: string }[];
}

const accountAccess = {
  name: 'directory-account-access',
  text: `select person_id, disabled, tokens_valid_from,
      array(select ended.id from directory_ended_sessions ended where ended.account_id = account.id) as ended_sessions,
      coalesce((select jsonb_agg(jsonb_build_object('role', held.role, 'organizationId', held.organization_id,
          'path', organization.path))
        from directory_grants held join directory_organizations organization on organization.id = held.organization_id
        where held.account_id = account.id and held.starts_on <= $2::date
          and (held.ends_on is null or held.ends_on > $2::date)), '[]') as roles
    from directory_accounts account where id = $1`,
};

/** What accounts may do, from the service's copy of the directory. */
@Injectable()
export class DirectoryAccounts extends AccountAccessSource {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly modules: ModuleRef,
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
      roles: row.roles,
    };
  }

  /** The projector empties the cache that asks us, so it is looked up and not injected. */
  catchUp(position: string): Promise<boolean> {
    return this.modules.get(DirectoryProjector, { strict: false }).catchUp(position);
  }
}
