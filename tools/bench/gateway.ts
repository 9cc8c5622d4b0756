/**
 * `npm run bench gateway`: what the gateway adds to a request, in processor time of its own process, with a token it
 * has seen; beside it nginx, if there is one, before the same service in the same run. `-- <requests>` for a longer or shorter look.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Table from 'cli-table3';
import { freePort, type LocalServer, startRedis } from '#libs/local-servers';
import { buildIfStale } from '../suite/build.js';
import { paths, root } from '../suite/paths.js';
import { startNginx } from './gateway/nginx.js';
import { answers, cpuMicroseconds, type Load, load, residentMegabytes, stop } from './processes.js';

const CONNECTIONS = 32;
/** The compiler of the process that is measured has done its work by then. */
const WARM_REQUESTS = 20_000;
const DEFAULT_REQUESTS = 40_000;
const GOAL_US = 350;
const route = '/v1/members?limit=50';

interface Upstream {
  readonly port: number;
  readonly token: string;
  readonly bytes: number;
}

interface Measured extends Load {
  readonly cpuUs: number;
  readonly residentMb: number;
}

const requests = Number(process.argv[3] ?? DEFAULT_REQUESTS);
const children: ChildProcess[] = [];

async function startUpstream(): Promise<Upstream> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, resolve(import.meta.dirname, 'gateway/upstream.ts')],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  children.push(child);
  return new Promise((done) =>
    child.once('message', (said) => {
      done(said as Upstream);
    }),
  );
}

/** The build, with the flags it is deployed with; limits are counted, but never reached. */
function startGateway(port: number, upstream: Upstream, redis: LocalServer): ChildProcess {
  const url = `http://127.0.0.1:${upstream.port}`;
  const flags = ['--max-semi-space-size=4', '--no-allocation-site-pretenuring'];
  const child = spawn(
    process.execPath,
    [...flags, resolve(root, 'dist/apps/gateway/src/main.js')],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        CURSOR_SECRET: 'x'.repeat(32),
        PORT: String(port),
        REDIS_URL: redis.url,
        MEMBERS_URL: url,
        LIMIT_READ: '1000000000',
      },
    },
  );
  children.push(child);
  return child;
}

async function measure(child: ChildProcess, port: number, token: string): Promise<Measured> {
  const { pid } = child;
  if (pid === undefined) throw new Error('did not start');
  const url = `http://127.0.0.1:${port}${route}`;
  await answers(child, url, token);
  await load(url, token, { connections: CONNECTIONS, requests: WARM_REQUESTS });
  const before = cpuMicroseconds(pid);
  const seen = await load(url, token, { connections: CONNECTIONS, requests });
  const cpuUs = Math.round((cpuMicroseconds(pid) - before) / requests);
  return { ...seen, cpuUs, residentMb: Math.round(residentMegabytes(pid)) };
}

function show(rows: Readonly<Record<string, Measured | undefined>>): void {
  const table = new Table({ head: ['', 'CPU µs/request', 'requests/s', 'p99 ms', 'resident MB'] });
  for (const [name, row] of Object.entries(rows))
    table.push(
      row
        ? [name, row.cpuUs, row.perSecond, row.p99Ms, row.residentMb]
        : [name, 'not on this machine', '', '', ''],
    );
  console.log(table.toString());
}

async function main(directory: string): Promise<void> {
  await buildIfStale();
  const upstream = await startUpstream();
  const redis = await startRedis({
    dataDirectory: join(directory, 'redis'),
    cacheDirectory: paths.cache,
    logFile: join(directory, 'redis.log'),
    durable: false,
  });
  try {
    const [gatewayPort, nginxPort] = [await freePort(), await freePort()];
    const gateway = await measure(
      startGateway(gatewayPort, upstream, redis),
      gatewayPort,
      upstream.token,
    );
    const child = await startNginx(nginxPort, upstream.port, directory);
    if (child) children.push(child);
    const nginx = child && (await measure(child, nginxPort, upstream.token));
    console.log(
      `A page of ${upstream.bytes} bytes, ${CONNECTIONS} connections, ${requests} requests each.`,
    );
    show({ gateway, nginx });
    console.log(
      JSON.stringify({
        bench: 'gateway',
        gatewayCpuUs: gateway.cpuUs,
        nginxCpuUs: nginx?.cpuUs ?? null,
        ratio: nginx ? Number((gateway.cpuUs / nginx.cpuUs).toFixed(1)) : null,
        goalCpuUs: GOAL_US,
        perSecond: gateway.perSecond,
        p99Ms: gateway.p99Ms,
        bytes: upstream.bytes,
      }),
    );
  } finally {
    await Promise.all(children.map(stop));
    await redis.stop();
  }
}

const directory = await mkdtemp(join(tmpdir(), 'wutai-bench-'));
await chmod(directory, 0o711);
try {
  await main(directory);
} finally {
  await Promise.all(children.map(stop));
  await rm(directory, { recursive: true, force: true });
}
