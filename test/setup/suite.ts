import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceName } from '#libs/contracts';
import { createService } from '#libs/http';
import type { LogDestination } from '#libs/observability';
import {
  contractOf,
  createTestDatabase,
  startTestService,
  testServers,
  type TestDatabase,
  type TestService,
  watchResponses,
} from '#libs/testing';
import { AppModule as Activities } from '../../apps/activities/src/app.module.js';
import { readActivitiesConfig } from '../../apps/activities/src/config.js';
import { AppModule as Assessment } from '../../apps/assessment/src/app.module.js';
import { readAssessmentConfig } from '../../apps/assessment/src/config.js';
import { AppModule as Gateway } from '../../apps/gateway/src/app.module.js';
import { readGatewayConfig } from '../../apps/gateway/src/config.js';
import { AppModule as Members } from '../../apps/members/src/app.module.js';
import { readMembersConfig } from '../../apps/members/src/config.js';
import { AppModule as Notifications } from '../../apps/notifications/src/app.module.js';
import { readNotificationsConfig } from '../../apps/notifications/src/config.js';

export const adminPassword = 'the-first-administrator';

/** The five services of a journey, in this process, on one database, each on a port of its own. */
export interface TestSuite {
  /** The gateway: the only address a client knows. */
  readonly url: string;
  readonly services: Readonly<Record<ServiceName, TestService>>;
  readonly database: TestDatabase;
  /** One more copy of members beside the first, which does at its start what each copy does; whoever asks stops it. */
  copyOfMembers(): Promise<TestService>;
  stop(): Promise<void>;
}

export interface TestSuiteOptions {
  /** What a service's environment has besides. */
  readonly environment?: (service: ServiceName | 'gateway') => Readonly<Record<string, string>>;
  /** Where the log lines of all services go. */
  readonly logs?: LogDestination;
}

export async function startTestSuite(options: TestSuiteOptions = {}): Promise<TestSuite> {
  const { environment: own = () => ({}), ...logs } = options;
  const database = await createTestDatabase();
  const environment: Record<string, string> = { QUEUE_PREFIX: `{journey-${crypto.randomUUID()}}` };
  const copyOfMembers = (): Promise<TestService> =>
    startTestService('members', {
      database,
      read: readMembersConfig,
      build: (config) => Members.with(config),
      environment: { ...environment, ADMIN_PASSWORD: adminPassword, ...own('members') },
      ...logs,
    });
  const members = await copyOfMembers();
  environment['MEMBERS_URL'] = members.url;
  const [activities, assessment, notifications] = await Promise.all([
    startTestService('activities', {
      database,
      read: readActivitiesConfig,
      build: (config) => Activities.with(config),
      environment: { ...environment, ...own('activities') },
      ...logs,
    }),
    startTestService('assessment', {
      database,
      read: readAssessmentConfig,
      build: (config) => Assessment.with(config),
      environment: { ...environment, ...own('assessment') },
      ...logs,
    }),
    startTestService('notifications', {
      database,
      read: readNotificationsConfig,
      build: (config) => Notifications.with(config),
      environment: { ...environment, ...own('notifications') },
      ...logs,
    }),
  ]);
  const services = { members, activities, assessment, notifications };
  const gateway = await startGateway(services, { ...environment, ...own('gateway') }, options.logs);
  return {
    url: (await gateway.getUrl()).replace('[::1]', '127.0.0.1'),
    services,
    database,
    copyOfMembers,
    stop: async () => {
      await gateway.close();
      await Promise.all(Object.values(services).map((service) => service.stop()));
      await database.drop();
    },
  };
}

/** All callers of a journey have one address, and some of them are in a hurry. */
const unhurried = {
  LIMIT_LOGIN: '100000',
  LIMIT_ANONYMOUS: '100000',
  LIMIT_READ: '100000',
  LIMIT_WRITE: '100000',
  LIMIT_UPLOAD: '100000',
  LIMIT_PATIENCE_MS: '10000',
};

async function startGateway(
  services: TestSuite['services'],
  own: Readonly<Record<string, string>>,
  logs: LogDestination | undefined,
): Promise<NestFastifyApplication> {
  const config = readGatewayConfig({
    ...unhurried,
    REDIS_URL: testServers().redisUrl,
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    PORT: '0',
    MEMBERS_URL: services.members.url,
    ACTIVITIES_URL: services.activities.url,
    ASSESSMENT_URL: services.assessment.url,
    NOTIFICATIONS_URL: services.notifications.url,
    ...own,
  });
  const gateway = await createService('gateway', config, Gateway.with(config), logs);
  watchResponses(gateway.getHttpServer(), contractOf('gateway'));
  await gateway.listen(0, '127.0.0.1');
  return gateway;
}
