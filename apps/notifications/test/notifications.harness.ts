import { randomUUID } from 'node:crypto';
import type { EventSet, EventPayload } from '#libs/contracts';
import { Inbox } from '#libs/messaging';
import { FakeMembers, ServiceHarness, startTestService } from '#libs/testing';
import { AppModule } from '../src/app.module.js';
import { readNotificationsConfig } from '../src/config.js';
import { WhenReminderDueTellOfficers } from '../src/subscribers/when-reminder-due-tell-officers.subscriber.js';
import { WhenScoresPublishedTellMembers } from '../src/subscribers/when-scores-published-tell-members.subscriber.js';

type Published = EventPayload<'assessment.scores.published'>;
type Due = EventPayload<'members.reminder.due'>;

/** Notifications alone, asked in English. */
export class NotificationsHarness extends ServiceHarness {
  protected override readonly headers = { 'accept-language': 'en' };

  static async start(): Promise<NotificationsHarness> {
    const members = await FakeMembers.start();
    const service = await startTestService('notifications', {
      read: readNotificationsConfig,
      build: (config) => AppModule.with(config),
      environment: { MEMBERS_URL: members.url },
    });
    return new NotificationsHarness(members, service);
  }

  /** An event as it comes off the queue. */
  published(
    payload: Omit<Published, 'v' | 'month' | 'corrects'> & Partial<Published>,
  ): EventSet<'assessment.scores.published'> {
    return {
      id: randomUUID(),
      type: 'assessment.scores.published',
      occurredAt: '2026-11-05T02:00:00.000Z',
      traceId: null,
      payload: { v: 1, month: '2026-10', corrects: null, ...payload },
    };
  }

  deliver(...events: readonly EventSet[]): Promise<number> {
    const { app } = this.service;
    return app.get(Inbox).deliver(app.get(WhenScoresPublishedTellMembers), events);
  }

  /** Reminders that are told together, as they come off the queue. */
  due(...reminders: Omit<Due, 'v'>[]): EventSet<'members.reminder.due'> {
    return {
      id: randomUUID(),
      type: 'members.reminder.due',
      occurredAt: '2026-11-05T02:00:00.000Z',
      traceId: null,
      payload: reminders.map((reminder) => ({ v: 1, ...reminder })),
    };
  }

  remind(...events: readonly EventSet[]): Promise<number> {
    const { app } = this.service;
    return app.get(Inbox).deliver(app.get(WhenReminderDueTellOfficers), events);
  }

  /** The titles in an account's inbox, newest first. */
  async titles(accountId: string): Promise<string[]> {
    const { body } = await this.get(accountId, '/v1/inbox');
    return (body as { data: { title: string }[] }).data.map(({ title }) => title);
  }
}
