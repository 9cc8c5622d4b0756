import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { Client } from 'pg';
import { migrate } from '#libs/database';
import { freePort, startPostgres, startRedis } from '#libs/local-servers';
import { database } from '../../apps/members/src/data-source.js';
import { buildIfStale } from '../suite/build.js';
import { Child } from '../suite/child.js';
import { serviceDatabaseUrl } from '../suite/environment.js';
import { paths, root } from '../suite/paths.js';
import { median } from './median.js';
import { Committee, rosterOf } from './members/committee.js';
import { LIMIT, type Page, pageOf } from './members/page.js';
import { load, peakMegabytes, stop } from './processes.js';

/**
 * `npm run bench members`: a roster of 100,000 imported through the API (rows a second, and the most memory the service
 * had), then pages of 50 of a general branch's members, asked of the service, beside bare Fastify and pg with the same
 * statement (the floor) in the same run, and through the gateway. They take turns; medians are told, and of the ratio
 * that of the rounds, since the pace of a machine changes by the minute.
 *
 * `--members 2000 --requests 500 --warm 500 --rounds 1` looks shortly.
 */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    members: { type: 'string', default: '100000' },
    warm: { type: 'string', default: '10000' },
    requests: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
  },
});
const members = Number(values.members);
/** The compilers of all three have done their work by then. */
const warmRequests = Number(values.warm);
const requests = Number(values.requests);
const rounds = Number(values.rounds);
const CONNECTIONS = 32;
const POOL = 10;
const GOAL = 0.75;
const START_LIMIT_MS = 60_000;
const ADMIN_PASSWORD = 'bench-administrator';

function startBare(page: Page, databaseUrl: string): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(resolve(import.meta.dirname, 'members/bare.ts'), {
    execArgv: [...process.execArgv],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PAGE: JSON.stringify(page),
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_SIZE: String(POOL),
    },
  });
  return new Promise((done, fail) => {
    child.once('message', (said: { url: string }) => {
      done({ child, url: `${said.url}/page` });
    });
    child.once('exit', () => {
      fail(new Error('the floor did not start'));
    });
  });
}

async function startApp(
  app: 'members' | 'gateway',
  environment: Readonly<Record<string, string>>,
): Promise<{ child: Child; url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const script = resolve(root, `dist/apps/${app}/src/main.js`);
  const child = Child.start(`bench-${app}`, script, { PORT: String(port), ...environment });
  for (const until = performance.now() + START_LIMIT_MS; ;) {
    // Ready as far as is needed here: the gateway never is, for the other services are not there.
    const health = app === 'members' ? 'ready' : 'live';
    const answer = await fetch(`${url}/health/${health}`).catch(() => undefined);
    if (answer?.ok) return { child, url };
    if (!child.isRunning || performance.now() > until)
      throw new Error(`${app} did not start:\n${await child.lastWords()}`);
    await new Promise((later) => setTimeout(later, 100));
  }
}

async function main(directory: string): Promise<void> {
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
    buildIfStale(),
  ]);
  const children: Child[] = [];
  let bare: ChildProcess | undefined;
  try {
    const databaseUrl = serviceDatabaseUrl(postgres.url, 'members', 'bench-only');
    await migrate(database, { admin: postgres.url, service: databaseUrl });
    const secret = (): string => randomBytes(32).toString('hex');
    const service = await startApp('members', {
      LOG_LEVEL: 'warn',
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_SIZE: String(POOL),
      REDIS_URL: redis.url,
      INTERNAL_SECRET: secret(),
      CURSOR_SECRET: secret(),
      FIELD_KEY_SECRET: secret(),
      ADMIN_PASSWORD,
    });
    children.push(service.child);
    const committee = await Committee.logIn(service.url, ADMIN_PASSWORD);
    const organizationId = await committee.found(members);
    const seconds = await committee.enrol(rosterOf(members));
    const peakMb = peakMegabytes(service.child.pid ?? 0);
    console.log(`  ${members} rows imported in ${seconds.toFixed(1)} s, peak ${peakMb} MB`);

    const gateway = await startApp('gateway', {
      LOG_LEVEL: 'warn',
      REDIS_URL: redis.url,
      MEMBERS_URL: service.url,
      LIMIT_READ: '1000000000',
    });
    children.push(gateway.child);
    const client = new Client({
      connectionString: postgres.url,
      options: '-c search_path=members',
    });
    await client.connect();
    await client.query('vacuum analyze');
    const floor = await startBare(await pageOf(client, organizationId), databaseUrl);
    bare = floor.child;
    await client.end();

    const path = `/v1/members?organizationId=${organizationId}&limit=${LIMIT}`;
    const urls = { floor: floor.url, service: service.url + path, gateway: gateway.url + path };
    const asked = Object.entries(urls) as [keyof typeof urls, string][];
    const seen: Record<keyof typeof urls, number[]> = { floor: [], service: [], gateway: [] };
    const { token } = committee;
    for (const [, url] of asked)
      await load(url, token, { connections: CONNECTIONS, requests: warmRequests });
    for (let round = 0; round < rounds; round += 1)
      for (const [name, url] of asked)
        seen[name].push((await load(url, token, { connections: CONNECTIONS, requests })).perSecond);

    const [perSecond, floorPerSecond, throughGateway] = [
      median(seen.service),
      median(seen.floor),
      median(seen.gateway),
    ];
    const ratio = median(seen.service.map((rate, round) => rate / (seen.floor[round] ?? 0)));
    const table = new Table({ head: ['a page of 50 members', 'a second'], style: { head: [] } });
    table.push(['floor: bare Fastify and pg, the same statement', floorPerSecond]);
    table.push(['the service', perSecond], ['through the gateway', throughGateway]);
    console.log(
      `${CONNECTIONS} connections, ${rounds} rounds of ${requests} requests each, medians`,
    );
    console.log(table.toString());
    console.log(
      JSON.stringify({
        bench: 'members',
        ratio: Number(ratio.toFixed(3)),
        goal: GOAL,
        perSecond,
        floorPerSecond,
        throughGateway,
        importRows: members,
        importRowsPerSecond: Math.round(members / seconds),
        importPeakMb: peakMb,
      }),
    );
  } finally {
    if (bare) await stop(bare);
    await Promise.all(children.map((child) => child.stop()));
    await Promise.all([postgres.stop(), redis.stop()]);
  }
}

const directory = await mkdtemp(join(tmpdir(), 'wutai-bench-'));
// As root, PostgreSQL runs as somebody else, who must be able to pass through.
await chmod(directory, 0o711);
try {
  await main(directory);
} finally {
  await rm(directory, { recursive: true, force: true });
}
