import { ENDED_SESSION_SECONDS } from '#libs/auth';
import type { DirectoryEntry } from '#libs/contracts';
import type { Transaction } from '#libs/database';

type Kind = DirectoryEntry['kind'];

/** One set-based statement a kind; `$1` is the page's entries of that kind as a JSON array. */
const statements: Readonly<Record<Kind, readonly string[]>> = {
  organization: [
    `insert into directory_organizations (id, parent_id, type, category, line, code, name, path, founded_on,
       dissolved_on)
     select id, "parentId", type, category, line, code, name, path, "foundedOn", "dissolvedOn"
     from jsonb_to_recordset($1::jsonb) as entry(id uuid, "parentId" uuid, type text, category text, line text,
       code text, name text, path text, "foundedOn" date, "dissolvedOn" date)
     on conflict (id) do update set parent_id = excluded.parent_id, type = excluded.type,
       category = excluded.category, line = excluded.line, code = excluded.code, name = excluded.name,
       path = excluded.path, founded_on = excluded.founded_on, dissolved_on = excluded.dissolved_on`,
  ],
  person: [
    `insert into directory_people (id, name)
     select id, name from jsonb_to_recordset($1::jsonb) as entry(id uuid, name text)
     on conflict (id) do update set name = excluded.name`,
  ],
  membership: [
    `insert into directory_memberships (id, person_id, organization_id, member_kind, standing, starts_on, ends_on)
     select id, "personId", "organizationId", "memberKind", standing, "startsOn", "endsOn"
     from jsonb_to_recordset($1::jsonb) as entry(id uuid, "personId" uuid, "organizationId" uuid,
       "memberKind" text, standing text, "startsOn" date, "endsOn" date)
     on conflict (id) do update set person_id = excluded.person_id, organization_id = excluded.organization_id,
       member_kind = excluded.member_kind, standing = excluded.standing, starts_on = excluded.starts_on,
       ends_on = excluded.ends_on`,
  ],
  exemption: [
    `insert into directory_exemptions (id, person_id, starts_on, ends_on)
     select id, "personId", "startsOn", "endsOn"
     from jsonb_to_recordset($1::jsonb) as entry(id uuid, "personId" uuid, "startsOn" date, "endsOn" date)
     on conflict (id) do update set person_id = excluded.person_id, starts_on = excluded.starts_on,
       ends_on = excluded.ends_on`,
  ],
  // Those whose tokens have expired meanwhile are not kept.
  ended_session: [
    `with over as (
       delete from directory_ended_sessions where ended_at <= now() - interval '${ENDED_SESSION_SECONDS} seconds'
     )
     insert into directory_ended_sessions (id, account_id, ended_at)
     select id, "accountId", "endedAt"
     from jsonb_to_recordset($1::jsonb) as entry(id uuid, "accountId" uuid, "endedAt" timestamptz)
     where "endedAt" > now() - interval '${ENDED_SESSION_SECONDS} seconds'
     on conflict (id) do nothing`,
  ],
  account: [
    `insert into directory_accounts (id, person_id, disabled, tokens_valid_from)
     select id, "personId", disabled, "tokensValidFrom"
     from jsonb_to_recordset($1::jsonb) as entry(id uuid, "personId" uuid, disabled boolean,
       "tokensValidFrom" timestamptz)
     on conflict (id) do update set person_id = excluded.person_id, disabled = excluded.disabled,
       tokens_valid_from = excluded.tokens_valid_from`,
    `delete from directory_grants
     where account_id in (select id from jsonb_to_recordset($1::jsonb) as entry(id uuid))`,
    `insert into directory_grants (account_id, role, organization_id, starts_on, ends_on)
     select entry.id, granted.role, granted."organizationId", granted."startsOn", granted."endsOn"
     from jsonb_to_recordset($1::jsonb) as entry(id uuid, grants jsonb),
       jsonb_to_recordset(entry.grants) as granted(role text, "organizationId" uuid, "startsOn" date, "endsOn" date)`,
  ],
};

export async function applyEntries(
  tx: Transaction,
  entries: readonly DirectoryEntry[],
): Promise<void> {
  for (const kind of Object.keys(statements) as Kind[]) {
    const ofKind = entries.filter((entry) => entry.kind === kind);
    if (ofKind.length === 0) continue;
    const json = JSON.stringify(ofKind);
    for (const statement of statements[kind]) await tx.query(statement, [json]);
  }
}
