import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import type { ServiceName } from '#libs/contracts';
import { type LocalServer, startPostgres, startRedis } from '#libs/local-servers';
import { runToEnd } from '../../suite/child.js';
import { paths, root } from '../../suite/paths.js';

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
    for (const service of ['activities', 'assessment'] as const) await stage.migrate(service);
    await stage.sql(`create table assessment.bench_facts (
      person_id uuid not null, activity_id uuid not null, status text not null, revision int not null,
      primary key (person_id, activity_id))`);
    return stage;
  }

  environment(service: ServiceName): Record<string, string> {
    const database = new URL(this.postgres.url);
    database.username = `wutai_${service}`;
    database.password = 'bench-only';
    return {
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      DATABASE_URL: database.href,
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

  async close(): Promise<void> {
    await Promise.all([this.postgres.stop(), this.redis.stop()]);
    await rm(this.directory, { recursive: true, force: true });
  }

  private async migrate(service: ServiceName): Promise<void> {
    const { DATABASE_URL = '' } = this.environment(service);
    await runToEnd(`bench-${service}`, resolve(root, `dist/apps/${service}/src/migrate.js`), {
      DATABASE_ADMIN_URL: this.postgres.url,
      DATABASE_URL,
    });
  }
}
