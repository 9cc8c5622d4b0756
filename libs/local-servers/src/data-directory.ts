import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { errorCode } from './error-code.js';
import { LocalServerError } from './local-server.js';
import { findProcess } from './running-process.js';

/**
 * One server's folder, ours until released: of two processes that start the same server the second is told so,
 * rather than stopping the first one's database as if it had been left over.
 */
export class DataDirectory {
  private constructor(readonly path: string) {}

  static async claim(directory: string): Promise<DataDirectory> {
    // The servers run in other folders than we do.
    const path = resolve(directory);
    try {
      await mkdir(path, { recursive: true });
      await claimOwnership(path);
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) throw error;
      throw new LocalServerError(
        `The data folder ${path} cannot be written. Run this as the user it belongs to, or remove it to begin anew.`,
        { cause: error },
      );
    }
    return new DataDirectory(path);
  }

  release(): Promise<void> {
    return rm(join(this.path, 'owner.json'), { force: true });
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** Made on first use; hexadecimal, so that it goes into a URL as it is. */
  async password(): Promise<string> {
    const file = this.file('password');
    try {
      return (await readFile(file, 'utf8')).trim();
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
    const password = randomBytes(24).toString('hex');
    await writeFile(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
    return password;
  }
}

async function claimOwnership(directory: string): Promise<void> {
  const file = join(directory, 'owner.json');
  const draft = join(directory, `owner.${process.pid}.json`);
  const self = await findProcess(process.pid);
  await writeFile(draft, JSON.stringify({ pid: process.pid, startedAt: self?.startedAt ?? '' }));
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        // Linking rather than writing: the file is there whole or not at all, and only one of two can make it.
        return await link(draft, file);
      } catch (error) {
        if (errorCode(error) !== 'EEXIST' || attempt > 3) throw error;
      }
      const owner = await livingOwner(file);
      if (owner !== undefined) {
        throw new LocalServerError(
          `The data in ${directory} is in use by process ${owner}. Stop that one first; is it running in another terminal?`,
        );
      }
      await rm(file, { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function livingOwner(file: string): Promise<number | undefined> {
  let owner: unknown;
  try {
    owner = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
  if (typeof owner !== 'object' || owner === null || !('pid' in owner) || !('startedAt' in owner))
    return undefined;
  const found = await findProcess(Number(owner.pid));
  return found !== undefined && found.startedAt === owner.startedAt ? found.pid : undefined;
}
