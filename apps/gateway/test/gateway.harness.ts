import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenApiDocument } from '../src/openapi/document.js';
import { createService } from '#libs/http';
import { addressOf, FakeMembers, testServers } from '#libs/testing';
import { AppModule } from '../src/app.module.js';
import { readGatewayConfig } from '../src/config.js';
import { writeDocuments } from './documents.js';
import { FakeService } from './fake-service.js';

/** A port on which nobody listens. */
export const NOBODY = 'http://127.0.0.1:9';

/** What the gateway stands between: services, and the documents they have promised. */
class Surroundings {
  private constructor(
    readonly members: FakeMembers,
    readonly activities: FakeService,
    readonly assessment: FakeService,
    readonly notifications: FakeService,
    private readonly documents: Awaited<ReturnType<typeof writeDocuments>>,
  ) {}

  static async start(documents?: Readonly<Record<string, OpenApiDocument>>): Promise<Surroundings> {
    return new Surroundings(
      await FakeMembers.start(),
      await FakeService.start(),
      await FakeService.start(),
      await FakeService.start(),
      await writeDocuments(documents),
    );
  }

  environment(): Record<string, string> {
    return {
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      PORT: '0',
      MEMBERS_URL: this.members.url,
      ACTIVITIES_URL: this.activities.url,
      ASSESSMENT_URL: this.assessment.url,
      NOTIFICATIONS_URL: this.notifications.url,
      OPENAPI_DIRECTORY: this.documents.directory,
      REDIS_URL: testServers().redisUrl,
      QUEUE_PREFIX: `{gateway-${randomUUID()}}`,
      // The machine of the tests is not quiet: what is to be counted is.
      LIMIT_PATIENCE_MS: '10000',
    };
  }

  async stop(): Promise<void> {
    await Promise.all([
      this.members.stop(),
      this.activities.stop(),
      this.assessment.stop(),
      this.notifications.stop(),
      this.documents.remove(),
    ]);
  }
}

/**
 * The gateway before three fake services, and a stand-in for members that has keys and nothing else: what reaches it
 * is answered by its own plain 404.
 */
export class GatewayHarness {
  private readonly copies: NestFastifyApplication[] = [];

  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    private readonly around: Surroundings,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  static async start(
    environment: Readonly<Record<string, string>> = {},
    documents?: Readonly<Record<string, OpenApiDocument>>,
  ): Promise<GatewayHarness> {
    const around = await Surroundings.start(documents);
    try {
      const all = { ...around.environment(), ...environment };
      const app = await startGateway(all);
      return new GatewayHarness(app, await addressOf(app), around, all);
    } catch (error) {
      await around.stop();
      throw error;
    }
  }

  /** Another gateway before the same services: its address. */
  async copy(): Promise<string> {
    const app = await startGateway(this.environment);
    this.copies.push(app);
    return addressOf(app);
  }

  get members(): FakeMembers {
    return this.around.members;
  }

  get activities(): FakeService {
    return this.around.activities;
  }

  get assessment(): FakeService {
    return this.around.assessment;
  }

  get notifications(): FakeService {
    return this.around.notifications;
  }

  /** An `authorization` header that verifies. */
  async bearer(): Promise<string> {
    return `Bearer ${await this.members.accessToken(randomUUID())}`;
  }

  reset(): void {
    for (const fake of [this.activities, this.assessment, this.notifications]) fake.reset();
  }

  async stop(): Promise<void> {
    await Promise.all([this.app, ...this.copies].map((app) => app.close()));
    await this.around.stop();
  }
}

async function startGateway(
  environment: Readonly<Record<string, string>>,
): Promise<NestFastifyApplication> {
  const config = readGatewayConfig(environment);
  const app = await createService('gateway', config, AppModule.with(config));
  await app.listen(0, '127.0.0.1');
  return app;
}
