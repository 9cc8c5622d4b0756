import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DirectoryEntry } from '#libs/contracts';
import { readRows } from '#libs/database';
import type { FeedPosition, FeedStream } from './feed-cursor.policy.js';

type EntryOf<K extends DirectoryEntry['kind']> = Extract<DirectoryEntry, { kind: K }>;
type LaterKind = 'exemption' | 'ended_session';
/** What `directory_feed` notes. */
export type Kind = Exclude<DirectoryEntry['kind'], LaterKind>;

/** One changed entry; with no entry at all, one row that has the horizon only. */
export interface FeedRow {
  readonly horizon: string;
  readonly xid: string | null;
  readonly kind: Kind | null;
  readonly id: string | null;
}

/** A position that this server has not come to is of one before a restore: everything is told again (restored-feed.ts). */
const begun = `case when $1::text::xid8 < moment.horizon then $1::text::xid8 else '0'::xid8 end`;

/**
 * What changed after a position, in commit order. A transaction counts when every older one has ended (`horizon`), so
 * a change that got its number early and committed late is not passed by. Rows and horizon are of one snapshot.
 */
const changes = {
  name: 'directory-feed-changes',
  text: `with moment as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as horizon)
    select moment.horizon::text as horizon, feed.xid::text as xid, feed.kind, feed.id
    from moment left join lateral (
      select xid, kind, id from directory_feed
      where (xid, kind, id) > (${begun}, $2::text, $3::uuid) and xid < moment.horizon
      order by xid, kind, id limit $4
    ) feed on true
    order by feed.xid, feed.kind, feed.id`,
};

/** What the entries of each kind are today: one statement a kind, for all ids of a page. */
const contents: Readonly<Record<Kind, string>> = {
  organization: `select 'organization' as kind, id, parent_id as "parentId", type, category, line, code, name, path,
      founded_on::text as "foundedOn", dissolved_on::text as "dissolvedOn"
    from organizations where id = any($1::uuid[])`,
  person: `select 'person' as kind, id, name from people where id = any($1::uuid[])`,
  membership: `select 'membership' as kind, id, person_id as "personId", organization_id as "organizationId",
      kind as "memberKind", standing, starts_on::text as "startsOn", ends_on::text as "endsOn"
    from memberships where id = any($1::uuid[])`,
  account: `select 'account' as kind, account.id, account.person_id as "personId", account.disabled,
      account.tokens_valid_from as "tokensValidFrom", held.grants
    from accounts account
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('role', role, 'organizationId', organization_id,
          'startsOn', starts_on, 'endsOn', ends_on) order by organization_id, role, starts_on), '[]') as grants
      from effective_grants where account_id = account.id
    ) held
    where account.id = any($1::uuid[])`,
};

export type LaterStream = Exclude<FeedStream, 'directory'>;

/** One entry of a stream that came later; where there is none, one row that has the horizon only. */
export interface ToldRow {
  readonly horizon: string;
  readonly xid: string | null;
  readonly entry: EntryOf<LaterKind> | null;
}

/** As `changes`, of exemptions from attendance, each of which says itself which transaction changed it last. */
export const exemptionChanges = {
  name: 'directory-feed-exemptions',
  text: `with moment as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as horizon)
    select moment.horizon::text as horizon, told.xid::text as xid, told.entry
    from moment left join lateral (
      select xid, id, jsonb_build_object('kind', 'exemption', 'id', id, 'personId', person_id,
        'startsOn', starts_on, 'endsOn', ends_on) as entry
      from exemptions
      where exempts_from = 'attendance' and (xid, id) > (${begun}, $2::uuid) and xid < moment.horizon
      order by xid, id limit $3
    ) told on true
    order by told.xid, told.id`,
};

/** The same of sessions that have ended, by the transaction that ended each. */
export const endedSessionChanges = {
  name: 'directory-feed-ended-sessions',
  text: `with moment as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as horizon)
    select moment.horizon::text as horizon, told.xid::text as xid, told.entry
    from moment left join lateral (
      select ended_xid as xid, id, jsonb_build_object('kind', 'ended_session', 'id', id, 'accountId', account_id,
        'endedAt', revoked_at) as entry
      from sessions
      where (ended_xid, id) > (${begun}, $2::uuid) and ended_xid < moment.horizon
      order by ended_xid, id limit $3
    ) told on true
    order by told.xid, told.id`,
};

const later = { exemptions: exemptionChanges, ended_sessions: endedSessionChanges } as const;

@Injectable()
export class DirectoryFeedReadModel {
  constructor(private readonly dataSource: DataSource) {}

  changesAfter(after: FeedPosition, limit: number): Promise<FeedRow[]> {
    return readRows<FeedRow>(this.dataSource, changes, [after.xid, after.kind, after.id, limit]);
  }

  toldAfter(stream: LaterStream, { xid, id }: FeedPosition, limit: number): Promise<ToldRow[]> {
    const parameters = [xid, id, limit];
    return readRows<ToldRow & Record<string, unknown>>(this.dataSource, later[stream], parameters);
  }

  async entries(kind: Kind, ids: readonly string[]): Promise<Map<string, DirectoryEntry>> {
    const statement = { name: `directory-feed-${kind}`, text: contents[kind] };
    const rows = await readRows<Stored>(this.dataSource, statement, [ids]);
    return new Map(rows.map((row) => [row.id, entry(row)]));
  }
}

type Stored =
  | Exclude<DirectoryEntry, { kind: 'account' | LaterKind }>
  | (Omit<EntryOf<'account'>, 'tokensValidFrom'> & { readonly tokensValidFrom: Date });

function entry(row: Stored): DirectoryEntry {
  return row.kind === 'account'
    ? { ...row, tokensValidFrom: row.tokensValidFrom.toISOString() }
    : row;
}
