import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { ServiceName } from '#libs/contracts';
import { templateDatabase, testRolePassword, testServers } from './test-servers.js';

/** A database of one test file, cloned from the migrated template. */
export interface TestDatabase {
  /** The URL with which the service logs in: its own role. */
  serviceUrl(service: ServiceName): string;
  /** The administrator's view of the service's schema, for arranging and for looking. */
  admin(service: ServiceName): Promise<Client>;
  /** The service's own view of it, with no more rights than the service has. */
  asService(service: ServiceName): Promise<Client>;
  drop(): Promise<void>;
}

export function serviceUrl(adminUrl: string, database: string, service: ServiceName): string {
  const url = new URL(adminUrl);
  url.username = `wutai_${service}`;
  url.password = testRolePassword;
  url.pathname = `/${database}`;
  return url.href;
}

async function asAdministrator(work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: testServers().adminUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const clients = new Map<string, Promise<Client>>();
  // Two clones of one template at once are refused by PostgreSQL: take turns.
  await asAdministrator(async (client) => {
    await client.query('select pg_advisory_lock(847202)');
    await client.query(`create database ${name} template ${templateDatabase} strategy file_copy`);
  });
  const { adminUrl } = testServers();
  const connected = (connectionString: string, service: ServiceName): Promise<Client> => {
    const key = `${service} ${connectionString}`;
    const known = clients.get(key);
    if (known) return known;
    const client = new Client({ connectionString, options: `-c search_path=${service}` });
    const connecting = client.connect().then(() => client);
    clients.set(key, connecting);
    return connecting;
  };
  return {
    serviceUrl: (service) => serviceUrl(adminUrl, name, service),
    admin: (service) => {
      const url = new URL(adminUrl);
      url.pathname = `/${name}`;
      return connected(url.href, service);
    },
    asService: (service) => connected(serviceUrl(adminUrl, name, service), service),
    drop: async () => {
      for (const client of clients.values()) await (await client).end();
      await asAdministrator(async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      });
    },
  };
}
