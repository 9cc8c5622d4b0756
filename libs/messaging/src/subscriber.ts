import {
  type EventEnvelope,
  type EventOf,
  type ServiceName,
  type SubscriberName,
  subscribersOf,
} from '#libs/contracts';
import type { Transaction } from '#libs/database';

/**
 * Something that a service does when something happened elsewhere. `handle` gets the events it has not had before, in
 * the transaction that also marks them seen: effect and mark commit together. Events may come late and in any order.
 */
export interface Subscriber<S extends SubscriberName = SubscriberName> {
  readonly name: S;
  handle(events: readonly EventEnvelope<EventOf<S>>[], tx: Transaction): Promise<void>;
}

/** The injection token that collects a service's subscribers. */
export const SUBSCRIBERS = Symbol('SUBSCRIBERS');

export class SubscriberMismatch extends Error {}

/** A service does not boot when one of its queues has no subscriber, or two. */
export function refuseMismatch(service: ServiceName, subscribers: readonly Subscriber[]): void {
  const promised = new Set<string>(subscribersOf(service));
  for (const { name } of subscribers) {
    if (!promised.delete(name))
      throw new SubscriberMismatch(`${name} is registered twice, or is not in #libs/contracts`);
  }
  if (promised.size > 0)
    throw new SubscriberMismatch(`${service} has no subscriber for ${[...promised].join(', ')}`);
}
