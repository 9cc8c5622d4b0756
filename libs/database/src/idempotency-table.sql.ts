/** The table in which a service keeps what it answered to requests with an idempotency key, for a migration. */
export const idempotencyTable = `
create table idempotency_keys (
  caller uuid not null,
  key text not null check (key <> '' and length(key) <= 255),
  request bytea not null,
  answer bytea,
  created_at timestamptz not null,
  primary key (caller, key)
);
create index idempotency_keys_created_at on idempotency_keys (created_at);
comment on column idempotency_keys.caller is 'The account: two callers never meet in one key';
comment on column idempotency_keys.request is 'SHA-256 of method, address and body';
comment on column idempotency_keys.answer is 'Sealed; null for an answer that showed a secret';
`;
