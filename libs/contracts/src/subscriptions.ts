import { eventTypes, type EventType } from './events.js';

export const services = ['members', 'activities', 'assessment', 'notifications'] as const;
export type ServiceName = (typeof services)[number];

/**
 * Who listens to what. Each subscriber has a queue of its own, named `<service>.<subscriber>`, so that one that fails
 * holds up nobody else. A service refuses to boot when its subscribers are not exactly the ones named here.
 */
export const subscriptions = {
  'activities.refresh-directory': ['members.directory.changed'],
  'assessment.refresh-directory': ['members.directory.changed'],
  'assessment.record-activity-facts': [
    'activities.activity.filed',
    'activities.attendance.settled',
  ],
  'notifications.refresh-directory': ['members.directory.changed'],
  'notifications.tell-published-scores': ['assessment.scores.published'],
  'notifications.tell-reminders': ['members.reminder.due'],
} as const satisfies Record<string, readonly EventType[]>;

export type SubscriberName = keyof typeof subscriptions;
export type EventOf<S extends SubscriberName> = (typeof subscriptions)[S][number];

export function subscribersOf(service: ServiceName): SubscriberName[] {
  return (Object.keys(subscriptions) as SubscriberName[]).filter((name) =>
    name.startsWith(`${service}.`),
  );
}

export function queuesFor(type: EventType): SubscriberName[] {
  return (Object.keys(subscriptions) as SubscriberName[]).filter((name) =>
    (subscriptions[name] as readonly EventType[]).includes(type),
  );
}

/** Events that go to nobody yet and say so, so that a forgotten subscriber is a failing test and not a silence. */
export const eventsWithoutSubscriber: readonly EventType[] = ['assessment.run.published'];

export function unheardEvents(): EventType[] {
  return eventTypes.filter(
    (type) => queuesFor(type).length === 0 && !eventsWithoutSubscriber.includes(type),
  );
}
