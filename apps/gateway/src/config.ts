import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { gatewayConfig as withShared, readConfig } from '#libs/config';

/** The documents lie in the repository and the image alike; this file runs from the sources and from `dist`. */
function findDocuments(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json')) && dirname(directory) !== directory)
    directory = dirname(directory);
  return join(directory, 'apps');
}

const origins = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ''),
  )
  .pipe(z.array(z.union([z.literal('*'), z.url({ protocol: /^https?$/ })])));

const milliseconds = z.coerce.number().int().min(1).max(600_000);

export const gatewayConfig = withShared(
  {
    ACTIVITIES_URL: z.url().default('http://127.0.0.1:3002'),
    ASSESSMENT_URL: z.url().default('http://127.0.0.1:3003'),
    NOTIFICATIONS_URL: z.url().default('http://127.0.0.1:3004'),
    /** Browser origins that may call, separated by commas; in development any port of localhost when empty. */
    CORS_ORIGINS: origins,
    /** Where `<service>/openapi.json` lies. */
    OPENAPI_DIRECTORY: z.string().default(findDocuments),
    /** How long a service may take to begin its answer, and to pause within it. */
    UPSTREAM_TIMEOUT_MS: milliseconds.default(30_000),
    /** The same where files are sent (a roster import reads and checks all rows before it answers). */
    UPLOAD_TIMEOUT_MS: milliseconds.default(120_000),
  },
  3000,
);
export type GatewayConfig = Readonly<z.infer<typeof gatewayConfig>>;
export const readGatewayConfig = (
  environment?: Record<string, string | undefined>,
): GatewayConfig => readConfig(gatewayConfig, environment);
