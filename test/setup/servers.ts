import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { startPostgres, startRedis } from '#libs/local-servers';
import { announceServers, serviceUrl, templateDatabase } from '#libs/testing';
import { loadMigrations } from '../../tools/suite/databases.js';

async function migrateTemplate(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`create database ${templateDatabase}`);
  await client.end();
  const admin = new URL(adminUrl);
  admin.pathname = `/${templateDatabase}`;
  const migrations = await loadMigrations();
  await migrations(admin.href, (service) => serviceUrl(adminUrl, templateDatabase, service));
}

/** A PostgreSQL and a Redis of this test run's own, on free ports, with a migrated template database. */
export async function startTestServers(): Promise<{ stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'wutai-test-'));
  // As root, PostgreSQL runs as somebody else, who must be able to pass through.
  await chmod(directory, 0o711);
  const [postgres, redis] = await Promise.all([
    startPostgres({
      dataDirectory: join(directory, 'postgres'),
      logFile: join(directory, 'postgres.log'),
      durable: false,
    }),
    startRedis({
      dataDirectory: join(directory, 'redis'),
      cacheDirectory: resolve('.wutai/cache'),
      logFile: join(directory, 'redis.log'),
      durable: false,
    }),
  ]);
  const stop = async (): Promise<void> => {
    await Promise.all([postgres.stop(), redis.stop()]);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await migrateTemplate(postgres.url);
  } catch (error) {
    await stop();
    throw error;
  }
  announceServers({ adminUrl: postgres.url, redisUrl: redis.url });
  return { stop };
}
