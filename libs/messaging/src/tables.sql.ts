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

/** What was sent is numbered by batches, so that what Redis has lost can be told; old rows are found by their time. */
export const messagingBatches = `
alter table outbox add column batch bigint;
comment on column outbox.batch is 'The batch it was sent in; null before, and for what was sent before batches were numbered';
create sequence outbox_batches;
create index outbox_sent_batch on outbox (batch) where batch is not null;
create index inbox_seen_at on inbox using brin (seen_at);
`;

/** A payload is written once and read once, as a whole: as text it needs not be taken apart and put together again. */
export const messagingPayloads = `
set local lock_timeout = '10s';
alter table outbox alter column payload type json using payload::json;
`;

/**
 * Events that are told together are one row, and one mark for each subscriber. An event alone stays as it was, so that
 * what yesterday's copies write and read while this runs is understood.
 */
export const messagingSets = `
set local lock_timeout = '10s';
alter table outbox add column events integer not null default 1;
alter table outbox alter column payload set storage external;
comment on column outbox.payload is 'What one event says, or the list of what several say that were told together';
comment on column outbox.events is 'How many events the payload tells';
alter table inbox add column positions int4multirange;
comment on column inbox.event_id is 'The id of an event, or of several that were told together';
comment on column inbox.positions is 'Which of those told together were seen; null: all of them';
`;
