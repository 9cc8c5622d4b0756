import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceName } from '#libs/contracts';
import { createService } from '#libs/http';
import type { ServiceConfig } from '#libs/config';
import type { LogDestination } from '#libs/observability';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { type ContractDocument, ResponseContract } from './response-contract.js';
import { testServers } from './test-servers.js';
import { watchResponses } from './watch-responses.js';

/** The environment of a service under test; `own` is what the service reads besides. */
export function testEnvironment(
  service: ServiceName,
  database: TestDatabase,
  own: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    PORT: '0',
    DATABASE_URL: database.serviceUrl(service),
    DATABASE_POOL_SIZE: '5',
    REDIS_URL: testServers().redisUrl,
    QUEUE_PREFIX: `{test-${randomBytes(4).toString('hex')}}`,
    ...own,
  };
}

/** What the committed document of an app says that it answers. */
export function contractOf(app: ServiceName | 'gateway'): ResponseContract {
  const text = readFileSync(`apps/${app}/openapi.json`, 'utf8');
  return new ResponseContract(app, JSON.parse(text) as ContractDocument);
}

export interface TestService {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly database: TestDatabase;
  stop(): Promise<void>;
}

/** Boots one service on a database of its own and a free port. */
export async function startTestService<C extends ServiceConfig>(
  service: ServiceName,
  options: {
    readonly read: (environment: Record<string, string>) => C;
    readonly build: (config: C) => DynamicModule;
    readonly environment?: Readonly<Record<string, string>>;
    readonly database?: TestDatabase;
    /** Where its log lines go; LOG_LEVEL says which. */
    readonly logs?: LogDestination;
  },
): Promise<TestService> {
  const database = options.database ?? (await createTestDatabase());
  const config = options.read(testEnvironment(service, database, options.environment));
  const app = await createService(service, config, options.build(config), options.logs);
  watchResponses(app.getHttpServer(), contractOf(service));
  await app.listen(0, '127.0.0.1');
  return {
    app,
    database,
    url: await addressOf(app),
    stop: async () => {
      await app.close();
      if (!options.database) await database.drop();
    },
  };
}

/** Where an application that listens is reached. */
export async function addressOf(app: INestApplication): Promise<string> {
  return (await app.getUrl()).replace('[::1]', '127.0.0.1').replace('localhost', '127.0.0.1');
}
