import { type DataSource, EntityManager } from 'typeorm';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { spanIfLong } from '#libs/observability';
import type { Transaction } from './transaction.js';

/** A statement that takes longer than this is told of in the trace. */
const LONG_MS = 50;
/** Statements are ours and carry no values; the beginning is enough to know one by. */
const SUMMARY = 60;

const summary = (text: string): string => text.trim().replace(/\s+/g, ' ').slice(0, SUMMARY);

function connectionOf(on: DataSource | Transaction): Pool | Promise<PoolClient> {
  if (!(on instanceof EntityManager)) return (on.driver as unknown as { master: Pool }).master;
  if (!on.queryRunner) throw new Error('a manager that is in no transaction');
  return on.queryRunner.connect() as Promise<PoolClient>;
}

function run<T>(
  on: DataSource | Transaction,
  name: string,
  work: (connection: Pool | PoolClient) => Promise<T>,
): Promise<T> {
  const timed = (connection: Pool | PoolClient): Promise<T> =>
    spanIfLong(
      () => `statement ${name}`,
      LONG_MS,
      () => work(connection),
    );
  const connection = connectionOf(on);
  return connection instanceof Promise ? connection.then(timed) : timed(connection);
}

/**
 * Runs a hot read as a named statement on TypeORM's own pool, or in the transaction: PostgreSQL parses it once a
 * connection, and rows come back as they are, without entities. `name` must be unique to `text` within a service.
 */
export async function readRows<Row extends QueryResultRow>(
  on: DataSource | Transaction,
  { name, text }: { readonly name: string; readonly text: string },
  values: readonly unknown[],
): Promise<Row[]> {
  const result = await run(on, name, (connection) =>
    connection.query<Row>({ name, text, values: [...values] }),
  );
  return result.rows;
}

/**
 * The same where a page of many rows is read all the time: each row is a tuple of its columns, in their order, which
 * costs half of what setting them by name does.
 */
export async function readTuples<Row extends readonly unknown[]>(
  on: DataSource | Transaction,
  { name, text }: { readonly name: string; readonly text: string },
  values: readonly unknown[],
): Promise<Row[]> {
  const result = await run(on, name, (connection) =>
    connection.query<unknown[]>({ name, text, values: [...values], rowMode: 'array' }),
  );
  return result.rows as unknown as Row[];
}

/** Rows of a plain statement, typed; inside a transaction pass the transaction. */
export async function query<Row extends QueryResultRow>(
  on: { query(text: string, values?: unknown[]): Promise<unknown> },
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const rows = await spanIfLong(
    () => `statement ${summary(text)}`,
    LONG_MS,
    () => on.query(text, [...values]),
  );
  // TypeORM answers [rows, count] to UPDATE and DELETE.
  if (
    Array.isArray(rows) &&
    rows.length === 2 &&
    Array.isArray(rows[0]) &&
    typeof rows[1] === 'number'
  )
    return rows[0] as Row[];
  return rows as Row[];
}
