/** The projection of the directory in a consuming service's schema, for its first migration. No row here is truth. */
export const directoryTables = `
create table directory_state (
  only_row boolean primary key default true check (only_row),
  cursor text not null default '',
  horizon numeric not null default 0
);
insert into directory_state default values;

create table directory_organizations (
  id uuid primary key,
  parent_id uuid,
  type text not null,
  category text,
  code text not null,
  name text not null,
  path text collate "C" not null,
  founded_on date not null,
  dissolved_on date
);
create index directory_organizations_path on directory_organizations (path);
create index directory_organizations_parent on directory_organizations (parent_id);

create table directory_people (
  id uuid primary key,
  name text not null
);

create table directory_memberships (
  id uuid primary key,
  person_id uuid not null,
  organization_id uuid not null,
  member_kind text not null,
  standing text not null,
  starts_on date not null,
  ends_on date
);
create index directory_memberships_organization on directory_memberships (organization_id);
create index directory_memberships_person on directory_memberships (person_id);

create table directory_accounts (
  id uuid primary key,
  person_id uuid,
  disabled boolean not null,
  tokens_valid_from timestamptz not null
);
create index directory_accounts_person on directory_accounts (person_id);

create table directory_grants (
  account_id uuid not null,
  role text not null,
  organization_id uuid not null,
  starts_on date not null,
  ends_on date
);
create index directory_grants_account on directory_grants (account_id);
create index directory_grants_organization on directory_grants (organization_id, role);
`;

/** For a migration behind the first: of which line each organization is. */
export const directoryLines = `
alter table directory_organizations add column line text not null default 'party';
`;

/** For a migration behind the first: who need not attend, and how far that was pulled. */
export const directoryExemptions = `
set local lock_timeout = '10s';
alter table directory_state add column exemptions_cursor text not null default '';

create table directory_exemptions (
  id uuid primary key,
  person_id uuid not null,
  starts_on date not null,
  ends_on date
);
create index directory_exemptions_person on directory_exemptions (person_id);
`;

/** For a migration behind the first: which sessions have ended while their access tokens may be out. */
export const directoryEndedSessions = `
set local lock_timeout = '10s';
alter table directory_state add column ended_sessions_cursor text not null default '';

create table directory_ended_sessions (
  id uuid primary key,
  account_id uuid not null,
  ended_at timestamptz not null
);
create index directory_ended_sessions_account on directory_ended_sessions (account_id);
`;
