import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { services, type ServiceName } from '#libs/contracts';
import { paths } from './paths.js';

/** What a desk's suite needs to know and nobody should have to type. Lies beside the data it belongs to. */
export interface Secrets {
  readonly internal: string;
  readonly cursor: string;
  readonly fieldKey: string;
  readonly adminPassword: string;
  readonly demoPassword: string;
  readonly rolePasswords: Readonly<Record<ServiceName, string>>;
}

const secret = (): string => randomBytes(32).toString('base64url');
/** Short enough to type, long enough to keep. */
const password = (): string => randomBytes(9).toString('base64url').replaceAll(/[-_]/g, 'x');

function make(): Secrets {
  return {
    internal: secret(),
    cursor: secret(),
    fieldKey: secret(),
    adminPassword: process.env['WUTAI_ADMIN_PASSWORD'] ?? password(),
    demoPassword: password(),
    rolePasswords: Object.fromEntries(
      services.map((name) => [name, secret()]),
    ) as Secrets['rolePasswords'],
  };
}

/** The secrets of this checkout's suite, made on the first start. */
export async function readOrMakeSecrets(): Promise<Secrets> {
  try {
    return JSON.parse(await readFile(paths.secrets, 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secrets = make();
  await mkdir(dirname(paths.secrets), { recursive: true });
  await writeFile(paths.secrets, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
