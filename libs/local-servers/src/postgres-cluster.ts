import { createHash } from 'node:crypto';
import {
  chown,
  lstat,
  mkdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DataDirectory } from './data-directory.js';
import { LocalServerError } from './local-server.js';
import type { LogFile } from './log-file.js';
import { stopLeftoverPostgres } from './postgres-leftover.js';
import {
  POSTGRES_ENVIRONMENT,
  findPostgresBinaries,
  type PostgresBinaries,
} from './postgres-binaries.js';
import { runProgram } from './run-program.js';
import {
  canUse,
  findUnprivilegedUser,
  isRoot,
  reachablePlace,
  type UnprivilegedUser,
} from './unprivileged.js';

export interface PostgresCluster {
  readonly path: string;
  /** Undefined: the one we are. */
  readonly user: UnprivilegedUser | undefined;
  readonly binaries: PostgresBinaries;
}

/** `<data directory>/cluster`: PostgreSQL's files, or a link to them where its user cannot reach the folder. */
export async function openCluster(
  data: DataDirectory,
  password: string,
  log: LogFile,
): Promise<PostgresCluster> {
  const link = data.file('cluster');
  const existing = await realpath(link).catch(() => undefined);
  if (existing === undefined) return createCluster(data, password, log);

  const user = await ownerOf(existing);
  const binaries = await findPostgresBinaries(user);
  const version = (await readFile(join(existing, 'PG_VERSION'), 'utf8')).trim();
  if (version !== binaries.majorVersion) {
    throw new LocalServerError(
      `The data in ${existing} was made by PostgreSQL ${version}, and this is ${binaries.majorVersion}. ` +
        `Dump it with the old version, or remove ${data.path} to begin anew.`,
    );
  }
  await stopLeftoverPostgres(existing);
  return { path: existing, user, binaries };
}

/** Whoever the files belong to has to run it, even if we would choose another user today. */
async function ownerOf(cluster: string): Promise<UnprivilegedUser | undefined> {
  const { uid, gid } = await stat(cluster);
  if (!isRoot()) {
    if (uid === process.getuid?.()) return undefined;
    throw new LocalServerError(
      `The data in ${cluster} belongs to another user (uid ${uid}). Run this as that user, or remove it to begin anew.`,
    );
  }
  const user = { name: `uid ${uid}`, uid, gid };
  if (await canUse(user, cluster, 'write')) return user;
  throw new LocalServerError(
    `PostgreSQL runs as the owner of ${cluster} (uid ${uid}), who can no longer reach it. ` +
      'Let all users enter the folders above it (chmod a+x), or remove it to begin anew.',
  );
}

async function createCluster(
  data: DataDirectory,
  password: string,
  log: LogFile,
): Promise<PostgresCluster> {
  const user = isRoot() ? await findUnprivilegedUser() : undefined;
  const binaries = await findPostgresBinaries(user);
  const parent = await chooseParent(data, user);
  const [draft, cluster] = [join(parent, 'cluster.draft'), join(parent, 'cluster')];

  await initialize(draft, binaries, user, password, log);
  await rename(draft, cluster);
  if (parent !== data.path) {
    await rm(data.file('cluster'), { force: true });
    await symlink(cluster, data.file('cluster'));
  }
  return { path: cluster, user, binaries };
}

async function chooseParent(
  data: DataDirectory,
  user: UnprivilegedUser | undefined,
): Promise<string> {
  await makeDraft(data.path, user);
  if (user === undefined || (await canUse(user, data.file('cluster.draft'), 'write')))
    return data.path;
  await rm(data.file('cluster.draft'), { recursive: true });

  const name = createHash('sha256')
    .update(await realpath(data.path))
    .digest('hex')
    .slice(0, 12);
  const elsewhere = join(await reachablePlace(user), `${basename(data.path)}-${name}`);
  // Its link in the checkout was removed, and its password with it: somebody wanted to begin anew.
  if (await lstat(elsewhere).catch(() => undefined)) {
    await stopLeftoverPostgres(join(elsewhere, 'cluster'));
    await rm(elsewhere, { recursive: true });
  }
  await mkdir(elsewhere, { mode: 0o755 });
  await makeDraft(elsewhere, user);
  return elsewhere;
}

/** Made apart and renamed when it is whole: a start that was killed half-way leaves no half cluster. */
async function makeDraft(parent: string, user: UnprivilegedUser | undefined): Promise<void> {
  const draft = join(parent, 'cluster.draft');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (user !== undefined) await chown(draft, user.uid, user.gid);
}

async function initialize(
  draft: string,
  binaries: PostgresBinaries,
  user: UnprivilegedUser | undefined,
  password: string,
  log: LogFile,
): Promise<void> {
  // A file, for arguments show in the list of processes; beside the draft, where initdb wants nothing but its own.
  const passwordFile = `${draft}.password`;
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' });
  if (user !== undefined) await chown(passwordFile, user.uid, user.gid);
  const args = [
    `--pgdata=${draft}`,
    '--username=wutai',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // Nothing is in it yet that could be lost; PostgreSQL itself syncs what comes later.
    '--no-sync',
    '--no-instructions',
  ];
  const { ok, output } = await runProgram(binaries.initdb, args, {
    user,
    env: POSTGRES_ENVIRONMENT,
    timeout: 180_000,
  });
  await rm(passwordFile, { force: true });
  await log.append(`${output}\n`);
  if (!ok)
    throw new LocalServerError(
      `PostgreSQL could not set up its data in ${draft}:\n${await log.tail()}`,
    );
}
