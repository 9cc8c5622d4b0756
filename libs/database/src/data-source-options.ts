import type { DataSourceOptions, MixedList } from 'typeorm';
import type { ServiceName } from '#libs/contracts';

export interface ServiceDatabase {
  readonly service: ServiceName;
  readonly entities: NonNullable<MixedList<unknown>> & DataSourceOptions['entities'];
  readonly migrations: DataSourceOptions['migrations'];
  /** Run behind the migrations each time: what has to be put right where the database came from a backup. */
  readonly restored?: string;
}

/**
 * One description of a service's data source, for Nest, for migrations and for the TypeORM command line. The
 * service's schema has the service's name and comes first in the search path. Times are limits of last resort: a
 * request's own deadline is shorter.
 */
export function dataSourceOptions(
  database: ServiceDatabase,
  connection: { readonly url: string; readonly poolSize?: number; readonly unlimited?: boolean },
): DataSourceOptions {
  const limits = connection.unlimited
    ? []
    : [
        'statement_timeout=60000',
        'lock_timeout=10000',
        'idle_in_transaction_session_timeout=60000',
      ];
  const settings = [`search_path=${database.service}`, 'timezone=UTC', ...limits];
  return {
    type: 'postgres',
    url: connection.url,
    schema: database.service,
    entities: database.entities,
    migrations: database.migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    applicationName: `wutai-${database.service}`,
    // Also how long to wait for a connection of the pool.
    connectTimeoutMS: 5000,
    poolErrorHandler: () => undefined,
    poolSize: connection.poolSize ?? 10,
    extra: {
      options: settings.map((setting) => `-c ${setting}`).join(' '),
      idleTimeoutMillis: 30_000,
      // A server that is gone without a word is noticed by the probes of an idle connection.
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    },
  } as DataSourceOptions;
}
