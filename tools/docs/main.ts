/**
 * `npm run docs`: writes the pages of reference, docs/events.md, docs/errors.md and docs/configuration.md, from the
 * contracts, the committed OpenAPI document and the schemas of the configuration. `-- --check` writes nothing and fails
 * when what is committed has drifted.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { developmentSecret } from '#libs/config';
import type { ServiceName } from '#libs/contracts';
import { activitiesConfig } from '../../apps/activities/src/config.js';
import { assessmentConfig } from '../../apps/assessment/src/config.js';
import { gatewayConfig } from '../../apps/gateway/src/config.js';
import { membersConfig } from '../../apps/members/src/config.js';
import { notificationsConfig } from '../../apps/notifications/src/config.js';
import { driftOf, type Files, writeFiles } from '../generated/files.js';
import { root } from '../suite/paths.js';
import { configurationPage } from './configuration-page.js';
import { docComments } from './doc-comments.js';
import { errorsPage, type ProblemDocument } from './errors-page.js';
import { eventsPage } from './events-page.js';
import { lineDifferences } from './line-differences.js';

const configurations = {
  gateway: gatewayConfig,
  members: membersConfig,
  activities: activitiesConfig,
  assessment: assessmentConfig,
  notifications: notificationsConfig,
} satisfies Record<ServiceName | 'gateway', z.ZodObject>;

const read = (file: string): Promise<string> => readFile(resolve(root, file), 'utf8');
const commentsOf = async (file: string): Promise<ReadonlyMap<string, string>> =>
  docComments(await read(file));

async function pages(): Promise<Files> {
  const document = JSON.parse(await read('apps/gateway/openapi.json')) as ProblemDocument;
  const shared = await commentsOf('libs/config/src/base-config.ts');
  const environments = await Promise.all(
    Object.entries(configurations).map(async ([service, schema]) => ({
      service,
      schema,
      comments: await commentsOf(`apps/${service}/src/config.ts`),
    })),
  );
  return new Map([
    ['docs/events.md', eventsPage(await commentsOf('libs/contracts/src/events.ts'))],
    ['docs/errors.md', errorsPage(document)],
    ['docs/configuration.md', configurationPage(environments, { shared, developmentSecret, root })],
  ]);
}

async function check(files: Files): Promise<void> {
  const problems = await driftOf(files, 'npm run docs', (_, before, after) =>
    lineDifferences(before, after),
  );
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) process.exitCode = 1;
}

const [flag, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (flag !== undefined && flag !== '--check')) {
  console.error('Usage: npm run docs [-- --check]');
  process.exitCode = 2;
} else {
  const files = await pages();
  await (flag === '--check' ? check(files) : writeFiles(files));
}
