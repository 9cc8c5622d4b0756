import { readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DataDirectory } from './data-directory.js';
import type { LocalServer } from './local-server.js';
import { LogFile } from './log-file.js';
import { findRedisBinary } from './redis-binaries.js';
import { redisAnswers } from './redis-ping.js';
import { findProcess, stopProcess } from './running-process.js';
import { startOnPort } from './start-on-port.js';

interface RedisOptions {
  readonly dataDirectory: string;
  readonly cacheDirectory: string;
  readonly port?: number;
  readonly logFile: string;
  /** False for tests: nothing is written to disk. */
  readonly durable?: boolean;
}

/** Redis from PATH (redis-server, valkey-server), else Debian packages unpacked under `cacheDirectory`. */
export async function startRedis(options: RedisOptions): Promise<LocalServer> {
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
  options: RedisOptions,
  data: DataDirectory,
  log: LogFile,
): Promise<LocalServer> {
  const password = await data.password();
  const binary = await findRedisBinary(resolve(options.cacheDirectory));
  await stopLeftoverRedis(data);
  const { process, port } = await startOnPort({
    port: options.port,
    async command(chosen) {
      await writeConfiguration(data, chosen, password, options.durable ?? true);
      return {
        name: 'Redis',
        program: binary.path,
        args: [data.file('redis.conf')],
        env: binary.env,
        cwd: data.path,
        user: undefined,
        log,
        stopSignal: 'SIGTERM',
      };
    },
    isReady: (chosen) => redisAnswers(chosen, password),
  });
  return {
    url: `redis://:${password}@127.0.0.1:${port}/0`,
    port,
    pid: process.pid,
    async stop() {
      await process.stop();
      await data.release();
    },
  };
}

/** A file rather than arguments: those show in the list of processes, password and all. */
async function writeConfiguration(
  data: DataDirectory,
  port: number,
  password: string,
  durable: boolean,
): Promise<void> {
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${quoted(data.path)}`,
    `pidfile ${quoted(data.file('redis.pid'))}`,
    'daemonize no',
    'supervised no',
    // The next start recognizes a left-over server by the name of this file in its command line.
    'set-proc-title no',
    // BullMQ's jobs are not a cache.
    'maxmemory-policy noeviction',
    'save ""',
    `appendonly ${durable ? 'yes' : 'no'}`,
  ];
  await rm(data.file('redis.conf'), { force: true });
  await writeFile(data.file('redis.conf'), `${lines.join('\n')}\n`, { mode: 0o600 });
}

function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

async function stopLeftoverRedis(data: DataDirectory): Promise<void> {
  const pid = await readFile(data.file('redis.pid'), 'utf8').catch(() => undefined);
  if (pid === undefined) return;
  const found = await findProcess(Number(pid));
  if (found?.commandLine.includes(data.file('redis.conf')) === true)
    await stopProcess(found, 'SIGTERM', 15_000);
  await rm(data.file('redis.pid'), { force: true });
}
