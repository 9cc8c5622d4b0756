import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { EventEnvelope, EventPayload } from '#libs/contracts';
import { Inbox } from '#libs/messaging';
import { FakeMembers, SampleDirectory, startTestService, type TestService } from '#libs/testing';
import { AppModule } from '../src/app.module.js';
import { readNotificationsConfig } from '../src/config.js';
import { WhenScoresPublishedTellMembers } from '../src/subscribers/when-scores-published-tell-members.subscriber.js';

type Published = EventPayload<'assessment.scores.published'>;

/** Notifications alone, with a stand-in for members. */
export class Suite {
  readonly directory: SampleDirectory;

  private constructor(
    readonly members: FakeMembers,
    readonly service: TestService,
  ) {
    this.directory = new SampleDirectory(members);
  }

  static async start(): Promise<Suite> {
    const members = await FakeMembers.start();
    const service = await startTestService('notifications', {
      read: readNotificationsConfig,
      build: (config) => AppModule.with(config),
      environment: { MEMBERS_URL: members.url },
    });
    return new Suite(members, service);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.members.stop();
  }

  /** An event as it comes off the queue. */
  published(
    payload: Omit<Published, 'v' | 'month' | 'corrects'> & Partial<Published>,
  ): EventEnvelope<'assessment.scores.published'> {
    return {
      id: randomUUID(),
      type: 'assessment.scores.published',
      occurredAt: '2026-11-05T02:00:00.000Z',
      traceId: null,
      payload: { v: 1, month: '2026-10', corrects: null, ...payload },
    };
  }

  deliver(...events: readonly EventEnvelope[]): Promise<number> {
    const { app } = this.service;
    return app.get(Inbox).deliver(app.get(WhenScoresPublishedTellMembers), events);
  }

  async get(accountId: string, path: string, language = 'en'): Promise<request.Response> {
    return request(this.service.url)
      .get(path)
      .set('accept-language', language)
      .auth(await this.members.accessToken(accountId), { type: 'bearer' });
  }

  async post(accountId: string, path: string): Promise<request.Response> {
    return request(this.service.url)
      .post(path)
      .set('idempotency-key', randomUUID())
      .set('accept-language', 'en')
      .auth(await this.members.accessToken(accountId), { type: 'bearer' });
  }

  /** The titles in an account's inbox, newest first. */
  async titles(accountId: string): Promise<string[]> {
    const { body } = await this.get(accountId, '/v1/inbox');
    return (body as { data: { title: string }[] }).data.map(({ title }) => title);
  }
}
