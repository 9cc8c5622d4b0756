import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { ServiceName } from '#libs/contracts';
import { type LocalServer, startPostgres, startRedis } from '#libs/local-servers';
import { loadMigrations } from '../../suite/databases.js';
import { serviceDatabaseUrl } from '../../suite/environment.js';
import { paths } from '../../suite/paths.js';
import { cpuMicroseconds } from '../processes.js';

/** A PostgreSQL and a Redis that keep what they are given, with the schemas of who tells and who hears. */
export class Stage {
  private constructor(
    private readonly directory: string,
    private readonly postgres: LocalServer,
    private readonly redis: LocalServer,
  ) {}

  static async open(): Promise<Stage> {
    const directory = await mkdtemp(join(tmpdir(), 'wutai-bench-'));
    // As root, PostgreSQL runs as somebody else, who must be able to pass through.
    await chmod(directory, 0o711);
    const [postgres, redis] = await Promise.all([
      startPostgres({
        dataDirectory: join(directory, 'postgres'),
        logFile: join(directory, 'postgres.log'),
      }),
      startRedis({
        dataDirectory: join(directory, 'redis'),
        cacheDirectory: paths.cache,
        logFile: join(directory, 'redis.log'),
      }),
    ]);
    const stage = new Stage(directory, postgres, redis);
    const migrations = await loadMigrations();
    await migrations(postgres.url, (service) => stage.databaseUrl(service));
    await stage.sql(`create table assessment.bench_facts (
      person_id uuid not null, activity_id uuid not null, status text not null, revision int not null,
      primary key (person_id, activity_id))`);
    return stage;
  }

  environment(service: ServiceName): Record<string, string> {
    return {
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      DATABASE_URL: this.databaseUrl(service),
      REDIS_URL: this.redis.url,
      INTERNAL_SECRET: 'x'.repeat(32),
      CURSOR_SECRET: 'x'.repeat(32),
    };
  }

  async sql(text: string): Promise<void> {
    const client = new Client({ connectionString: this.postgres.url });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  }

  /** Processor time that PostgreSQL and Redis have taken so far, in microseconds. */
  cpu(): { readonly postgres: number; readonly redis: number } {
    const of = ({ pid }: LocalServer): number =>
      pid === undefined ? Number.NaN : cpuMicroseconds(pid);
    return { postgres: of(this.postgres), redis: of(this.redis) };
  }

  async close(): Promise<void> {
    await Promise.all([this.postgres.stop(), this.redis.stop()]);
    await rm(this.directory, { recursive: true, force: true });
  }

  private databaseUrl(service: ServiceName): string {
    return serviceDatabaseUrl(this.postgres.url, service, 'bench-only');
  }
}
