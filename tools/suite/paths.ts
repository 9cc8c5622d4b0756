import { resolve } from 'node:path';

/** Where the suite on a desk keeps what is its own; `npm run reset` removes the data and nothing else. */
export const root = resolve(import.meta.dirname, '../..');
export const home = resolve(process.env['WUTAI_HOME'] ?? resolve(root, '.wutai'));

export const paths = {
  /** What was downloaded, the same for every home. */
  cache: resolve(root, '.wutai/cache'),
  postgres: resolve(home, 'data/postgres'),
  redis: resolve(home, 'data/redis'),
  data: resolve(home, 'data'),
  secrets: resolve(home, 'data/secrets.json'),
  running: resolve(home, 'running.json'),
  log: (name: string): string => resolve(home, `logs/${name}.log`),
} as const;
