import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { developmentSecret, gatewayConfig as withShared, readConfig } from '#libs/config';

/** The documents lie in the repository and the image alike; this file runs from the sources and from `dist`. */
function findDocuments(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json')) && dirname(directory) !== directory)
    directory = dirname(directory);
  return join(directory, 'apps');
}

const split = (list: string): string[] => list.split(',').map((part) => part.trim());
const named = (list: string): string[] => split(list).filter((part) => part !== '');

const origins = z
  .string()
  .default('')
  .transform(named)
  .pipe(z.array(z.union([z.literal('*'), z.url({ protocol: /^https?$/ })])));

const milliseconds = z.coerce.number().int().min(1).max(600_000);
const count = z.coerce.number().int().min(1).max(1_000_000_000);

/** The addresses of a service's copies, separated by commas. */
const copies = z
  .string()
  .refine((list) => z.array(z.url({ protocol: /^https?$/ })).safeParse(split(list)).success, {
    error: 'is not an address, or several separated by commas',
  });

/** IP addresses and ranges (`10.0.0.0/8`), separated by commas. */
const ranges = z
  .string()
  .default('')
  .transform(named)
  .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])));

export const addressesOf = (list: string): string[] => split(list);

export const gatewayConfig = withShared(
  {
    /** Where the members service answers; several copies are separated by commas. */
    MEMBERS_URL: copies.default('http://127.0.0.1:3001'),
    /** Where the activities service answers; several copies are separated by commas. */
    ACTIVITIES_URL: copies.default('http://127.0.0.1:3002'),
    /** Where the assessment service answers; several copies are separated by commas. */
    ASSESSMENT_URL: copies.default('http://127.0.0.1:3003'),
    /** Where the notifications service answers; several copies are separated by commas. */
    NOTIFICATIONS_URL: copies.default('http://127.0.0.1:3004'),
    /** Browser origins that may call, separated by commas; in development any port of localhost when empty. */
    CORS_ORIGINS: origins,
    /** Where `<service>/openapi.json` lies; in the repository and the image its default does. */
    OPENAPI_DIRECTORY: z.string().default(findDocuments),
    /** Proxies in front of the gateway, addresses and ranges separated by commas: only what they say of a client's address is believed. */
    TRUSTED_PROXIES: ranges,
    /** How long a service may take to begin its answer to a read, and to pause within it. */
    READ_DEADLINE_MS: milliseconds.default(15_000),
    /** The same of a write. */
    WRITE_DEADLINE_MS: milliseconds.default(30_000),
    /** The same of a write that sends a file (a roster import reads and checks all rows before it answers). */
    UPLOAD_DEADLINE_MS: milliseconds.default(120_000),
    /** How long a client may take to send a small body; a larger one has as long as the service has. */
    BODY_DEADLINE_MS: milliseconds.default(10_000),
    /** How long what the scan page shows beside the scan itself may take; then its section says that it cannot be shown. */
    SECTION_DEADLINE_MS: milliseconds.default(800),
    /** Where events are watched, the longest silence: services send a sign of life more often. */
    EVENTS_SILENCE_MS: milliseconds.default(60_000),
    /** Requests under way to one service; as many again wait for a moment. */
    SERVICE_CONCURRENCY: count.default(128),
    /** Requests under way in all, above which new ones are turned away. */
    MAX_IN_FLIGHT: count.default(1000),
    /** How late the process may be for its own timers before new requests are turned away. */
    MAX_LAG_MS: milliseconds.default(1000),
    /** Seals the cookie by which the scan page knows who has logged in; the same for all copies. */
    CURSOR_SECRET: z.string().min(32, 'needs at least 32 characters').default(developmentSecret),
    /** Where the copies of the gateway count together what each caller has asked. */
    REDIS_URL: z.url({ protocol: /^rediss?$/ }).default('redis://127.0.0.1:6379'),
    /** Keeps several suites apart on one Redis. */
    QUEUE_PREFIX: z.string().default('{wutai}'),
    /** How long a request waits to be counted; then it goes on uncounted, unless it is a log-in. */
    LIMIT_PATIENCE_MS: milliseconds.default(50),
    /** How long the window is in which requests are counted. */
    LIMIT_WINDOW_SECONDS: count.default(60),
    /** Log-ins of one address in a window. */
    LIMIT_LOGIN: count.default(100),
    /** Requests of one address in a window, where no token verifies. */
    LIMIT_ANONYMOUS: count.default(1200),
    /** Reads of one account in a window. */
    LIMIT_READ: count.default(3000),
    /** Writes of one account in a window. */
    LIMIT_WRITE: count.default(1200),
    /** Files sent by one account in a window. */
    LIMIT_UPLOAD: count.default(60),
  },
  3000,
);
export type GatewayConfig = Readonly<z.infer<typeof gatewayConfig>>;
export const readGatewayConfig = (
  environment?: Record<string, string | undefined>,
): GatewayConfig => readConfig(gatewayConfig, environment);
