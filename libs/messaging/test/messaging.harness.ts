import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { ConfigModule, readConfig, serviceConfig } from '#libs/config';
import type { EventEnvelope, EventPayload, EventSet } from '#libs/contracts';
import { DatabaseModule } from '#libs/database';
import { MessagingModule, type MessagingOptions, type Subscriber } from '#libs/messaging';
import { ObservabilityModule } from '#libs/observability';
import { type TestDatabase, testEnvironment } from '#libs/testing';

export type Scores = EventPayload<'assessment.scores.published'>;
export type ScoresEvent = EventEnvelope<'assessment.scores.published'>;

/** Keeps what it was given, and fails when it is told to. */
@Injectable()
export class Listening implements Subscriber<'notifications.tell-published-scores'> {
  readonly name = 'notifications.tell-published-scores';
  readonly heard: ScoresEvent[] = [];
  failures = 0;
  /** The run of which it cannot bear to hear. */
  poison = '';

  /** The runs of which it has heard, as often as it has. */
  get runs(): string[] {
    return this.heard.map((event) => event.payload.runId);
  }

  handle(events: readonly ScoresEvent[]): Promise<void> {
    if (events.some((event) => event.payload.runId === this.poison))
      return Promise.reject(new Error('poison'));
    if (this.failures > 0) {
      this.failures -= 1;
      return Promise.reject(new Error('not today'));
    }
    this.heard.push(...events);
    return Promise.resolve();
  }
}

@Injectable()
export class Deaf implements Subscriber<'notifications.refresh-directory'> {
  readonly name = 'notifications.refresh-directory';

  handle(): Promise<void> {
    return Promise.resolve();
  }
}

@Injectable()
export class DeafToReminders implements Subscriber<'notifications.tell-reminders'> {
  readonly name = 'notifications.tell-reminders';

  handle(): Promise<void> {
    return Promise.resolve();
  }
}

export const payload = (): Scores => ({
  v: 1,
  runId: randomUUID(),
  corrects: null,
  month: '2026-10',
  level: 'member',
  scores: [[randomUUID(), 9050, 'excellent']],
});

/** Events as they come off the queue: one alone, as it always came, or several that were told together. */
export const told = (count?: number): EventSet<'assessment.scores.published'> => ({
  id: randomUUID(),
  type: 'assessment.scores.published',
  occurredAt: '2026-11-05T00:00:00.000Z',
  traceId: null,
  payload: count === undefined ? payload() : Array.from({ length: count }, payload),
});

/** Messaging as notifications has it, and nothing else of it. */
export async function boot(
  database: TestDatabase,
  subscribers: MessagingOptions['subscribers'] = [Listening, Deaf, DeafToReminders],
): Promise<TestingModule> {
  const config = readConfig(serviceConfig({}, 0), testEnvironment('notifications', database));
  const module = await Test.createTestingModule({
    imports: [
      ConfigModule.with(config),
      ObservabilityModule.with(),
      DatabaseModule.with({ service: 'notifications', entities: [], migrations: [] }, config),
      MessagingModule.with({ service: 'notifications', subscribers, imports: [] }),
    ],
  }).compile();
  return module.init();
}
