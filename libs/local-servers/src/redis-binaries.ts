import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasDebianTools, unpackDebianPackages } from './debian-packages.js';
import { errorCode } from './error-code.js';
import { LocalServerError } from './local-server.js';
import { runProgram } from './run-program.js';

export interface RedisBinary {
  readonly path: string;
  readonly env: NodeJS.ProcessEnv;
}

const ENVIRONMENT: NodeJS.ProcessEnv = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

const WAYS_OUT =
  'Install Redis 6.2 or newer so that "redis-server" is on the PATH (for example "apt-get install redis-server" or ' +
  '"brew install redis"), or set REDIS_URL to one that runs, or use Docker ("docker compose up").';

export async function findRedisBinary(cacheDirectory: string): Promise<RedisBinary> {
  return (
    (await findOnPath()) ?? (await findUnpacked(cacheDirectory)) ?? (await unpack(cacheDirectory))
  );
}

async function findOnPath(): Promise<RedisBinary | undefined> {
  for (const name of ['redis-server', 'valkey-server']) {
    const { ok, stdout } = await runProgram('/bin/sh', ['-c', 'command -v "$1"', 'sh', name]);
    const binary = { path: stdout.trim(), env: ENVIRONMENT };
    if (ok && binary.path.startsWith('/') && (await problemOf(binary)) === undefined) return binary;
  }
  return undefined;
}

async function findUnpacked(cacheDirectory: string): Promise<RedisBinary | undefined> {
  const root = unpackedRoot(cacheDirectory);
  if (!(await stat(root).catch(() => undefined))) return undefined;
  const binary = await binaryIn(root);
  return (await problemOf(binary)) === undefined ? binary : undefined;
}

/** Made apart, tried, and renamed when it works: two may do this at a time, and one may be killed half-way. */
async function unpack(cacheDirectory: string): Promise<RedisBinary> {
  if (!(await hasDebianTools())) throw new LocalServerError(`There is no Redis here. ${WAYS_OUT}`);
  const root = unpackedRoot(cacheDirectory);
  const draft = `${root}.${process.pid}.draft`;
  try {
    await rm(draft, { recursive: true, force: true });
    await unpackDebianPackages(['redis-server', 'redis-tools'], draft, cacheDirectory);
    const problem = await problemOf(await binaryIn(draft));
    if (problem !== undefined)
      throw new LocalServerError(`Debian's redis-server does not run: ${problem}`);
    await rm(join(draft, 'downloads'), { recursive: true, force: true });
    await putInPlace(draft, root);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LocalServerError(
      `There is no Redis here, and fetching one failed. ${WAYS_OUT}\n${reason}`,
      { cause },
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return binaryIn(root);
}

async function putInPlace(draft: string, root: string): Promise<void> {
  try {
    await rename(draft, root);
  } catch (error) {
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
    // Another process was quicker; or what lies there works no more, after an upgrade of the system.
    if ((await problemOf(await binaryIn(root))) === undefined) return;
    await rm(root, { recursive: true });
    await rename(draft, root);
  }
}

function unpackedRoot(cacheDirectory: string): string {
  return join(cacheDirectory, `redis-${process.arch}`);
}

async function binaryIn(root: string): Promise<RedisBinary> {
  // Debian puts libraries below usr/lib/<triplet>; older and newer releases differ in the "usr".
  const parents = [join(root, 'usr', 'lib'), join(root, 'lib')];
  const folders = await Promise.all(
    parents.map(async (parent) => {
      const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
      return entries
        .filter((entry) => entry.isDirectory())
        .map((entry) => join(parent, entry.name));
    }),
  );
  const libraries = [...folders.flat(), ...parents].join(':');
  return {
    path: join(root, 'usr', 'bin', 'redis-server'),
    env: { ...ENVIRONMENT, LD_LIBRARY_PATH: libraries },
  };
}

/** Undefined when it runs and is new enough: BullMQ wants 6.2, and so does our `set-proc-title`. */
async function problemOf({ path, env }: RedisBinary): Promise<string | undefined> {
  const { ok, output } = await runProgram(path, ['--version'], { env });
  const [, major, minor] = /\bv=(\d+)\.(\d+)/.exec(output) ?? [];
  if (!ok || major === undefined || minor === undefined) return output;
  return Number(major) * 100 + Number(minor) >= 602
    ? undefined
    : `version ${major}.${minor} is too old`;
}
