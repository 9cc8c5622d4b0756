import { Redis } from 'ioredis';
import { services } from '#libs/contracts';
import { type TestDatabase, testServers } from '#libs/testing';

/** Something that is kept somewhere, as its bytes. */
export interface Kept {
  readonly where: string;
  readonly bytes: Buffer;
}

const BINARY = /\\+x([0-9a-f]+)/g;

/** Every row of every table of every schema: as text, and what is binary in it as its bytes. */
export async function keptInTables(database: TestDatabase): Promise<Kept[]> {
  const client = await database.admin('members');
  const { rows: tables } = await client.query<{ schema: string; name: string }>(
    `select schemaname as schema, tablename as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`,
  );
  for (const service of services) expect(tables.map(({ schema }) => schema)).toContain(service);
  const kept: Kept[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await client.query<{ row: string }>(
      `select whole::text as row from "${schema}"."${name}" whole`,
    );
    for (const { row } of rows) {
      const binary = [...row.matchAll(BINARY)].map(([, hex = '']) => Buffer.from(hex, 'hex'));
      kept.push({
        where: `${schema}.${name}`,
        bytes: Buffer.concat([Buffer.from(row), ...binary]),
      });
    }
  }
  return kept;
}

/** All keys of Redis with what they hold. */
export async function keptInRedis(redis: Redis): Promise<Kept[]> {
  const kept: Kept[] = [];
  for await (const keys of redis.scanStream({ count: 500 }))
    for (const key of keys as string[])
      kept.push({
        where: key,
        bytes: Buffer.concat([Buffer.from(`${key} `), await valueOf(redis, key)]),
      });
  return kept;
}

async function valueOf(redis: Redis, key: string): Promise<Buffer> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return (await redis.getBuffer(key)) ?? Buffer.alloc(0);
    case 'hash':
      return joined(Object.entries(await redis.hgetallBuffer(key)).flat());
    case 'list':
      return joined(await redis.lrangeBuffer(key, 0, -1));
    case 'set':
      return joined(await redis.smembersBuffer(key));
    case 'zset':
      return joined(await redis.zrangeBuffer(key, 0, -1));
    case 'stream':
      return joined((await redis.xrangeBuffer(key, '-', '+')).flat(2));
    // Gone since its name was read.
    case 'none':
      return Buffer.alloc(0);
    default:
      throw new Error(`${key} is a ${type}, which nobody reads yet`);
  }
}

function joined(parts: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(parts.flatMap((part) => [Buffer.from(part), Buffer.from('\n')]));
}

/** Takes down every command that Redis is sent, also what lies in a queue for a moment only. */
export class RedisListener {
  private readonly commands: string[] = [];

  private constructor(
    readonly redis: Redis,
    private readonly monitor: Redis,
  ) {
    monitor.on('monitor', (_time: string, command: readonly string[]) => {
      this.commands.push(command.join(' '));
    });
  }

  static async start(): Promise<RedisListener> {
    const redis = new Redis(testServers().redisUrl);
    return new RedisListener(redis, await redis.monitor());
  }

  get text(): string {
    return this.commands.join('\n');
  }

  stop(): void {
    this.monitor.disconnect();
    this.redis.disconnect();
  }
}
