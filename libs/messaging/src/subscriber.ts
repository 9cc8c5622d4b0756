import type { EventEnvelope, EventOf, SubscriberName } from '#libs/contracts';
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
