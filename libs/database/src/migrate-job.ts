import { z } from 'zod';
import { readConfig } from '#libs/config';
import type { ServiceDatabase } from './data-source-options.js';
import { migrate } from './migrate.js';

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });

export const migrateConfig = z.object({
  /** A role that may create roles and schemas. */
  DATABASE_ADMIN_URL: postgresUrl,
  /** What the service will use: its role and password are made here. */
  DATABASE_URL: postgresUrl,
});

function tell(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** A service's one-shot migration job: says what it did, a JSON line a migration, and fails by its exit code. */
export async function runMigrateJob(database: ServiceDatabase): Promise<void> {
  const { service } = database;
  try {
    const config = readConfig(migrateConfig);
    const done = await migrate(database, {
      admin: config.DATABASE_ADMIN_URL,
      service: config.DATABASE_URL,
    });
    for (const migration of done) tell({ service, migration });
    if (done.length === 0) tell({ service, migration: null, message: 'up to date' });
  } catch (error) {
    tell({ service, error: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
  }
}
