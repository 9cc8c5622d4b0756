import { services, type ServiceName } from '#libs/contracts';
import type { migrate, ServiceDatabase } from '#libs/database';

/**
 * Brings the schemas of all services up to date, in one process that needs no build. What it takes is loaded when this
 * is made, so that it is there once the server is.
 *
 * @param urlOf the URL that a service will use, whose role is created.
 */
export async function loadMigrations(): Promise<
  (adminUrl: string, urlOf: (service: ServiceName) => string) => Promise<void>
> {
  const library = (await import('#libs/database')) as { migrate: typeof migrate };
  const databases: ServiceDatabase[] = [];
  for (const service of services) {
    const module = (await import(`../../apps/${service}/src/data-source.ts`)) as {
      database: ServiceDatabase;
    };
    databases.push(module.database);
  }
  return async (adminUrl, urlOf) => {
    for (const database of databases)
      await library.migrate(database, { admin: adminUrl, service: urlOf(database.service) });
  };
}
