import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { loadDemo } from '../demo/load.js';
import type { Api } from '../api/api.js';
import { showProgress } from '../month/progress.js';
import { paths } from '../suite/paths.js';
import type { Secrets } from '../suite/secrets.js';

/** A suite that runs, here or elsewhere. */
export interface ReachableSuite {
  readonly url: string;
  readonly secrets: Pick<Secrets, 'adminPassword' | 'demoPassword'>;
}

/** What the first start put in, kept beside the data so that later starts can say it again. */
export interface Demo {
  readonly complete: boolean;
  readonly lastMonth: string;
  readonly logins: readonly { readonly username: string; readonly who: string }[];
}

const marker = resolve(paths.data, 'demo.json');

async function read(): Promise<Demo | undefined> {
  return existsSync(marker) ? (JSON.parse(await readFile(marker, 'utf8')) as Demo) : undefined;
}

async function isEmpty(api: Api): Promise<boolean> {
  const page = await api.get<{ data: unknown[] }>('/v1/organizations?limit=1');
  return page.data.length === 0;
}

/**
 * Puts the demo mine into an empty suite, as a client would. An interrupted load is taken up again; a suite that holds
 * somebody's own data is left alone.
 * @returns the demo, or undefined when there is none.
 */
export async function ensureDemo(
  suite: ReachableSuite,
  api: Api,
  lastMonth: string,
): Promise<Demo | undefined> {
  const known = await read();
  if (known?.complete) return known;
  if (!known && !(await isEmpty(api))) return undefined;
  const month = known?.lastMonth ?? lastMonth;
  await mkdir(dirname(marker), { recursive: true });
  await writeFile(
    marker,
    JSON.stringify({ complete: false, lastMonth: month, logins: [] } satisfies Demo),
  );
  const progress = showProgress('demo');
  const { logins } = await loadDemo({
    baseUrl: suite.url,
    adminPassword: suite.secrets.adminPassword,
    demoPassword: suite.secrets.demoPassword,
    lastMonth: month,
    report: ({ phase, done, total }) => {
      progress.update(phase, done, total);
    },
  });
  progress.stop();
  const demo: Demo = { complete: true, lastMonth: month, logins };
  await writeFile(marker, JSON.stringify(demo, null, 2));
  return demo;
}
