import type { MigrationInterface, QueryRunner } from 'typeorm';
import { messagingTables } from '#libs/messaging';

/** The tree. `path` is the labels from the root down, each followed by `/`; a subtree is a range of it. */
const organizations = `
create sequence organization_labels;

create table organizations (
  id uuid primary key default uuidv7(),
  parent_id uuid references organizations,
  root_id uuid not null references organizations,
  type text not null check (type in ('committee', 'general_branch', 'branch', 'group')),
  category text check (category in ('production', 'auxiliary', 'office', 'retired')),
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  label text not null check (label ~ '^[0-9a-z]+$'),
  path text collate "C" not null unique check (path ~ '^([0-9a-z]+/)+$'),
  founded_on date not null,
  dissolved_on date check (dissolved_on >= founded_on),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  unique (root_id, code),
  check ((parent_id is null) = (root_id = id)),
  check ((category is not null) = (type in ('branch', 'group'))),
  check (right(path, length(label) + 1) = label || '/')
);
create index organizations_parent on organizations (parent_id);
`;

/** Persons, and what relates them to organizations over time. What identifies a person is sealed. */
const people = `
create table people (
  id uuid primary key,
  root_id uuid not null references organizations,
  employee_number text check (employee_number <> ''),
  name text not null check (name <> ''),
  sex text not null check (sex in ('0', '1', '2', '9')),
  ethnicity text check (ethnicity ~ '^[0-9]{2}$'),
  born_on date not null,
  education text check (education ~ '^[0-9]{2}$'),
  citizen_number_sealed bytea not null,
  citizen_number_index bytea not null unique,
  phone_sealed bytea,
  phone_index bytea,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  unique (root_id, employee_number),
  check ((phone_sealed is null) = (phone_index is null))
);
create index people_name on people (name text_pattern_ops);
create index people_phone on people (phone_index);

create table memberships (
  id uuid primary key default uuidv7(),
  person_id uuid not null references people,
  organization_id uuid not null references organizations,
  kind text not null check (kind in ('probationary', 'full')),
  standing text not null default 'regular' check (standing in ('regular', 'floating', 'long_sick')),
  admitted_on date not null,
  confirmed_on date check (confirmed_on >= admitted_on),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  created_at timestamptz not null default now()
);
create unique index memberships_one_open on memberships (person_id) where ends_on is null;
create index memberships_person on memberships (person_id, starts_on desc);
create index memberships_organization on memberships (organization_id, id);

create table offices (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organizations,
  person_id uuid not null references people,
  title text not null check (title in ('secretary', 'deputy_secretary', 'organization_commissioner',
    'publicity_commissioner', 'discipline_commissioner', 'group_leader')),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  created_at timestamptz not null default now()
);
create unique index offices_one_open on offices (organization_id, person_id, title) where ends_on is null;
create index offices_organization on offices (organization_id, starts_on, id);
create index offices_person on offices (person_id);

create table looks (
  id uuid primary key default uuidv7(),
  viewer_account_id uuid not null,
  person_id uuid not null references people,
  what text not null,
  at timestamptz not null default now()
);
create index looks_person on looks (person_id, at);
`;

const accounts = `
create table accounts (
  id uuid primary key default uuidv7(),
  person_id uuid unique references people,
  username text not null check (username <> ''),
  password_hash text not null,
  disabled boolean not null default false,
  tokens_valid_from timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create unique index accounts_username on accounts (lower(username));

create table grants (
  id uuid primary key default uuidv7(),
  account_id uuid not null references accounts,
  role text not null check (role in ('member', 'group_leader', 'branch_secretary', 'committee_officer', 'auditor',
    'administrator')),
  -- Null: the first administrator's, until there is a root to hold it in.
  organization_id uuid references organizations check (organization_id is not null or role = 'administrator'),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  created_at timestamptz not null default now()
);
create index grants_account on grants (account_id);
create index grants_organization on grants (organization_id);

create table login_attempts (
  username_hash bytea primary key,
  failures integer not null,
  last_at timestamptz not null,
  retry_at timestamptz not null
);
create index login_attempts_last on login_attempts (last_at);

create table sessions (
  id uuid primary key default uuidv7(),
  account_id uuid not null references accounts,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index sessions_account on sessions (account_id);

-- One row a refresh token of a session, kept when used, so that a second use is seen for what it is.
create table refresh_tokens (
  hash bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  issued_at timestamptz not null default now(),
  used_at timestamptz
);
create index refresh_tokens_session on refresh_tokens (session_id);

create table signing_keys (
  kid text primary key,
  private_sealed bytea not null,
  public_jwk jsonb not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);
`;

/** What a person may do by membership and office, and an account by that and by what it was granted. */
const effectiveGrants = `
create view person_roles as
  select person_id, 'member' as role, organization_id, starts_on, ends_on from memberships
  union all
  select office.person_id,
    case
      when office.title = 'group_leader' then 'group_leader'
      when organization.type = 'branch' then 'branch_secretary'
      else 'committee_officer'
    end,
    office.organization_id, office.starts_on, office.ends_on
  from offices office join organizations organization on organization.id = office.organization_id
  where office.title = 'group_leader'
    or organization.type in ('committee', 'general_branch')
    or (organization.type = 'branch'
      and office.title in ('secretary', 'deputy_secretary', 'organization_commissioner'));

create view effective_grants as
  select account_id, role, organization_id, starts_on, ends_on from grants where organization_id is not null
  union
  select account.id, held.role, held.organization_id, held.starts_on, held.ends_on
  from accounts account join person_roles held on held.person_id = account.person_id;
`;

/**
 * The change feed: one row an entry, stamped with the transaction that changed it last. Triggers keep it, so that no
 * statement can change the directory without telling. Statement-level, since a roster comes by the ten thousand.
 */
const feed = `
create table directory_feed (
  kind text not null check (kind in ('organization', 'person', 'membership', 'account')),
  id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  primary key (kind, id)
);
create index directory_feed_position on directory_feed (xid, kind, id);

create function tell_directory(changed_kind text, changed_ids uuid[]) returns void language sql as $$
  insert into directory_feed (kind, id)
  select distinct changed_kind, id from unnest(changed_ids) as id order by id
  on conflict (kind, id) do update set xid = excluded.xid where directory_feed.xid <> excluded.xid
$$;

create function tell_accounts_of(people uuid[]) returns void language sql as $$
  select tell_directory('account', array(select id from accounts where person_id = any(people)))
$$;

create function organizations_changed() returns trigger language plpgsql as $$
begin
  perform tell_directory('organization', array(select id from changed));
  return null;
end $$;
create trigger organizations_inserted after insert on organizations
  referencing new table as changed for each statement execute function organizations_changed();
create trigger organizations_updated after update on organizations
  referencing new table as changed for each statement execute function organizations_changed();

create function people_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform tell_directory('person', array(select id from changed));
  else
    perform tell_directory('person', array(select id from changed join former using (id)
      where changed.name <> former.name));
  end if;
  return null;
end $$;
create trigger people_inserted after insert on people
  referencing new table as changed for each statement execute function people_changed();
create trigger people_updated after update on people
  referencing old table as former new table as changed for each statement execute function people_changed();

create function memberships_changed() returns trigger language plpgsql as $$
begin
  perform tell_directory('membership', array(select id from changed));
  perform tell_accounts_of(array(select person_id from changed));
  return null;
end $$;
create trigger memberships_inserted after insert on memberships
  referencing new table as changed for each statement execute function memberships_changed();
create trigger memberships_updated after update on memberships
  referencing new table as changed for each statement execute function memberships_changed();

create function offices_changed() returns trigger language plpgsql as $$
begin
  perform tell_accounts_of(array(select person_id from changed));
  return null;
end $$;
create trigger offices_inserted after insert on offices
  referencing new table as changed for each statement execute function offices_changed();
create trigger offices_updated after update on offices
  referencing new table as changed for each statement execute function offices_changed();

create function accounts_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform tell_directory('account', array(select id from changed));
  else
    perform tell_directory('account', array(select id from changed join former using (id)
      where (changed.person_id, changed.disabled, changed.tokens_valid_from)
        is distinct from (former.person_id, former.disabled, former.tokens_valid_from)));
  end if;
  return null;
end $$;
create trigger accounts_inserted after insert on accounts
  referencing new table as changed for each statement execute function accounts_changed();
create trigger accounts_updated after update on accounts
  referencing old table as former new table as changed for each statement execute function accounts_changed();

create function grants_changed() returns trigger language plpgsql as $$
begin
  perform tell_directory('account', array(select account_id from changed));
  return null;
end $$;
create trigger grants_inserted after insert on grants
  referencing new table as changed for each statement execute function grants_changed();
create trigger grants_updated after update on grants
  referencing new table as changed for each statement execute function grants_changed();
`;

/** The members service's schema as it begins. */
export class MembersFoundations1780000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [organizations, people, accounts, effectiveGrants, feed, messagingTables])
      await runner.query(part);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only: write the next one.'));
  }
}
