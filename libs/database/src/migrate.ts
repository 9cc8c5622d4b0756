import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions, type ServiceDatabase } from './data-source-options.js';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

interface Role {
  readonly name: string;
  readonly password: string;
}

function roleOf(databaseUrl: string): Role {
  const url = new URL(databaseUrl);
  const name = decodeURIComponent(url.username);
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name))
    throw new Error('DATABASE_URL: the role name is not plain');
  return { name, password: decodeURIComponent(url.password) };
}

/**
 * Makes the service's schema and its role, with rights to that schema and to no other. The schema belongs to the
 * administrator who migrates: a service may read and write its rows, and cannot drop its own safeguards.
 */
async function provision(client: Client, service: string, role: Role): Promise<void> {
  const exists = await client.query('select from pg_roles where rolname = $1', [role.name]);
  const verb = exists.rowCount === 0 ? 'create' : 'alter';
  await client.query(`${verb} role ${role.name} login password ${quoted(role.password)}`);
  await client.query(`create schema if not exists ${service}`);
  await client.query(`revoke all on schema public from public`);
  await client.query(`grant usage on schema ${service} to ${role.name}`);
  const rights = 'select, insert, update, delete';
  await client.query(`grant ${rights} on all tables in schema ${service} to ${role.name}`);
  await client.query(`grant usage, select on all sequences in schema ${service} to ${role.name}`);
  const defaults = `alter default privileges in schema ${service} grant`;
  await client.query(`${defaults} ${rights} on tables to ${role.name}`);
  await client.query(`${defaults} usage, select on sequences to ${role.name}`);
  await client.query(`${defaults} execute on functions to ${role.name}`);
}

/** One number for all services: two migrations at once would race for the catalogue. */
const MIGRATION_LOCK = 847_201;

/**
 * Brings one service's schema up to date, as the administrator. Safe to run again, and by several at once.
 *
 * @param urls `admin`: a role that may create roles and schemas; `service`: the URL the service will use, whose role
 *   and password are created here.
 */
export async function migrate(
  database: ServiceDatabase,
  urls: { readonly admin: string; readonly service: string },
): Promise<string[]> {
  const client = new Client({ connectionString: urls.admin });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await provision(client, database.service, roleOf(urls.service));
    const dataSource = new DataSource(
      dataSourceOptions(
        { ...database, entities: [] },
        { url: urls.admin, poolSize: 2, unlimited: true },
      ),
    );
    await dataSource.initialize();
    try {
      const done = await dataSource.runMigrations();
      if (database.restored !== undefined) await dataSource.query(database.restored);
      return done.map((migration) => migration.name);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await client.end();
  }
}
