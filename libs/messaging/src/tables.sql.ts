/** The tables that messaging needs in a service's schema, for its first migration. */
export const messagingTables = `
create table outbox (
  id bigint generated always as identity primary key,
  event_id uuid not null default uuidv7(),
  type text not null,
  payload jsonb not null,
  trace_id text,
  occurred_at timestamptz not null default now(),
  sent_at timestamptz
);
create index outbox_unsent on outbox (id) where sent_at is null;

create table inbox (
  subscriber text not null,
  event_id uuid not null,
  seen_at timestamptz not null default now(),
  primary key (subscriber, event_id)
);
`;
