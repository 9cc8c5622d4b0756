import { chmod, lstat, mkdir } from 'node:fs/promises';
import { LocalServerError } from './local-server.js';
import { runProgram } from './run-program.js';

export interface UnprivilegedUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** PostgreSQL refuses to run as root; these users exist on the machines we know. */
export async function findUnprivilegedUser(): Promise<UnprivilegedUser> {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([
      runProgram('id', ['-u', name]),
      runProgram('id', ['-g', name]),
    ]);
    if (uid.ok && gid.ok) return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new LocalServerError(
    'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as. ' +
      'Run this as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** Asked by trying, as that user: modes, access lists and mounts all have their say. */
export async function canUse(
  user: UnprivilegedUser,
  directory: string,
  right: 'enter' | 'write',
): Promise<boolean> {
  const script = right === 'enter' ? 'test -x "$1"' : 'test -x "$1" && test -w "$1"';
  return (await runProgram('/bin/sh', ['-c', script, 'sh', directory], { user })).ok;
}

/**
 * A folder of root's that the user can reach, for what cannot stay in a closed checkout.
 * /var/lib first: it is kept for ever, while some systems clear /var/tmp after 30 days.
 */
export async function reachablePlace(user: UnprivilegedUser): Promise<string> {
  const candidates = ['/var/lib/wutai', '/var/tmp/wutai'];
  for (const place of candidates) {
    try {
      await mkdir(place, { recursive: true });
      const found = await lstat(place);
      // Anybody may make a folder or a link in /var/tmp: root must not write into another's.
      if (!found.isDirectory() || found.uid !== 0) continue;
      await chmod(place, 0o755);
      if (await canUse(user, place, 'enter')) return place;
    } catch {
      // Read-only or absent: the next one may do.
    }
  }
  throw new LocalServerError(
    `PostgreSQL runs as the user "${user.name}" here, who cannot reach this checkout, and neither ` +
      `${candidates.join(' nor ')} can be used instead. Move the checkout to a folder that all users can enter ` +
      '(such as /srv), run this as an ordinary user, or set DATABASE_URL.',
  );
}
