import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceName } from '#libs/contracts';
import { createService } from '#libs/http';
import {
  contractOf,
  createTestDatabase,
  startTestService,
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
  stop(): Promise<void>;
}

export async function startTestSuite(): Promise<TestSuite> {
  const database = await createTestDatabase();
  const environment: Record<string, string> = { QUEUE_PREFIX: `{journey-${crypto.randomUUID()}}` };
  const members = await startTestService('members', {
    database,
    read: readMembersConfig,
    build: (config) => Members.with(config),
    environment: { ...environment, ADMIN_PASSWORD: adminPassword },
  });
  environment['MEMBERS_URL'] = members.url;
  const [activities, assessment, notifications] = await Promise.all([
    startTestService('activities', {
      database,
      read: readActivitiesConfig,
      build: (config) => Activities.with(config),
      environment,
    }),
    startTestService('assessment', {
      database,
      read: readAssessmentConfig,
      build: (config) => Assessment.with(config),
      environment,
    }),
    startTestService('notifications', {
      database,
      read: readNotificationsConfig,
      build: (config) => Notifications.with(config),
      environment,
    }),
  ]);
  const services = { members, activities, assessment, notifications };
  const gateway = await startGateway(services);
  return {
    url: (await gateway.getUrl()).replace('[::1]', '127.0.0.1'),
    services,
    database,
    stop: async () => {
      await gateway.close();
      await Promise.all(Object.values(services).map((service) => service.stop()));
      await database.drop();
    },
  };
}

async function startGateway(services: TestSuite['services']): Promise<NestFastifyApplication> {
  const config = readGatewayConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    PORT: '0',
    MEMBERS_URL: services.members.url,
    ACTIVITIES_URL: services.activities.url,
    ASSESSMENT_URL: services.assessment.url,
    NOTIFICATIONS_URL: services.notifications.url,
  });
  const gateway = await createService('gateway', config, Gateway.with(config));
  watchResponses(gateway.getHttpServer(), contractOf('gateway'));
  await gateway.listen(0, '127.0.0.1');
  return gateway;
}
