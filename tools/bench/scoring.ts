import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { Client } from 'pg';
import { migrate } from '#libs/database';
import { startPostgres, startRedis } from '#libs/local-servers';
import { FakeMembers, serviceUrl } from '#libs/testing';
import { database } from '../../apps/assessment/src/data-source.js';
import { buildIfStale } from '../suite/build.js';
import { paths } from '../suite/paths.js';
import { contentsOf, floor } from './scoring/floor.js';
import { median } from './median.js';
import { fillMine } from './scoring/mine.js';
import { type Steps, Workers } from './scoring/product.js';

/**
 * `npm run bench scoring`: a month of 100,000 and of 1,000,000 members, four meetings each, through the service with two
 * workers, against one bare statement a level that writes the same rows (the floor). PostgreSQL and Redis are the bench's
 * own, with the settings of `npm start` (256 MB of shared buffers, durable, all else as it comes; the floor may use 512 MB
 * to sort and to hash, a chunk 64). Floor and product take turns, each from a checkpoint; medians are told.
 *
 * `--members 20000` tries one size; `--rounds 1` takes one turn each.
 */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { members: { type: 'string' }, rounds: { type: 'string', default: '3' } },
});
const sizes = values.members === undefined ? [100_000, 1_000_000] : [Number(values.members)];
const rounds = Number(values.rounds);

interface Measured {
  readonly members: number;
  readonly floor: number;
  readonly product: Steps;
}

const rounded = (number: number, digits = 2): number => Number(number.toFixed(digits));
const say = (line: string): void => {
  console.log(`  ${line}`);
};

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** A mine of its own database, scored by turns. */
async function measure(
  members: number,
  servers: { readonly postgres: string; readonly redis: string },
  keeper: FakeMembers,
): Promise<Measured & { readonly peakMb: number | null }> {
  const name = `mine_${members}`;
  const admin = new Client({ connectionString: servers.postgres });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(servers.postgres);
  url.pathname = `/${name}`;
  const service = serviceUrl(url.href, name, 'assessment');
  await migrate(database, { admin: url.href, service });
  const client = new Client({
    connectionString: url.href,
    options: '-c search_path=assessment -c work_mem=512MB',
  });
  await client.connect();
  let account = '';
  const filled = await secondsOf(async () => (account = await fillMine(client, members)));
  say(`${members} members with their facts are there (${filled.toFixed(0)} s)`);
  // Left alone by vacuum, which would take a processor from whoever has the next turn.
  await client.query(
    'create table floor_scores (like scores including all) with (autovacuum_enabled = false)',
  );
  const workers = await Workers.start({
    LOG_LEVEL: 'warn',
    MEMBERS_URL: keeper.url,
    DATABASE_URL: service,
    REDIS_URL: servers.redis,
    QUEUE_PREFIX: `{bench-${randomBytes(4).toString('hex')}}`,
  });
  try {
    const floors: number[] = [];
    const products: Steps[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await client.query('truncate floor_scores');
      await client.query('checkpoint');
      floors.push(await secondsOf(() => floor(client)));
      await client.query(
        'truncate runs, run_schemes, run_chunks, run_rosters, run_totals, scores cascade',
      );
      await client.query('checkpoint');
      products.push(await workers.run(client, keeper, account));
      const [expected, found] = [
        await contentsOf(client, 'floor_scores'),
        await contentsOf(client, 'scores'),
      ];
      if (expected !== found) throw new Error(`the scores differ: ${expected} and ${found}`);
      say(
        `floor ${floors.at(-1)?.toFixed(2)} s, product ${products.at(-1)?.draft.toFixed(2)} s, the same rows`,
      );
    }
    const of = (step: keyof Steps): number => median(products.map((each) => each[step]));
    return {
      members,
      floor: median(floors),
      product: {
        frozen: of('frozen'),
        members: of('members'),
        groups: of('groups'),
        branches: of('branches'),
        draft: of('draft'),
      },
      peakMb: workers.peakMb(),
    };
  } finally {
    await workers.stop();
    await client.end();
  }
}

function tableOf(measured: readonly Measured[]): string {
  const table = new Table({
    head: ['members', 'floor s', 'frozen', 'members', 'groups', 'branches', 'draft s', 'ratio'],
    colAligns: Array.from({ length: 8 }, () => 'right' as const),
    style: { head: [], border: [] },
  });
  for (const { members, floor: bare, product } of measured)
    table.push([
      members,
      bare.toFixed(2),
      product.frozen.toFixed(2),
      product.members.toFixed(2),
      product.groups.toFixed(2),
      product.branches.toFixed(2),
      product.draft.toFixed(2),
      (product.draft / bare).toFixed(2),
    ]);
  return table.toString();
}

const directory = await mkdtemp(join(tmpdir(), 'wutai-bench-'));
// As root, PostgreSQL runs as somebody else, who must be able to pass through.
await chmod(directory, 0o711);
const [, keeper, postgres, redis] = await Promise.all([
  buildIfStale(),
  FakeMembers.start(),
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
try {
  const measured = [];
  for (const members of sizes)
    measured.push(await measure(members, { postgres: postgres.url, redis: redis.url }, keeper));
  console.log(`\nSeconds from the request until each step was done; medians of ${rounds}\n`);
  console.log(tableOf(measured));
  const [small, large] = [measured.at(0), measured.at(-1)];
  const peaks = measured.flatMap(({ peakMb }) => peakMb ?? []);
  console.log(
    JSON.stringify({
      bench: 'scoring',
      ratio: large && rounded(large.product.draft / large.floor),
      growth:
        small && large && small !== large
          ? rounded(large.product.draft / small.product.draft)
          : null,
      workerPeakMb: peaks.length === measured.length ? rounded(Math.max(...peaks), 1) : null,
      ...Object.fromEntries(
        measured.flatMap((each) => {
          const size = each.members === 1_000_000 ? '1m' : `${each.members / 1000}k`;
          return [
            [`seconds${size}`, rounded(each.product.draft)],
            [`floor${size}`, rounded(each.floor)],
            [`frozen${size}`, rounded(each.product.frozen)],
          ];
        }),
      ),
    }),
  );
} finally {
  await keeper.stop();
  await Promise.all([postgres.stop(), redis.stop()]);
  await rm(directory, { recursive: true, force: true });
}
