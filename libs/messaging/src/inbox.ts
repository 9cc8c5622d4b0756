import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type EventEnvelope, type EventOf, parseEvent, type SubscriberName } from '#libs/contracts';
import { inTransaction, isPassing, query } from '#libs/database';
import { failpoint } from '#libs/failpoints';
import { JobObserver } from './job-observer.js';
import type { Subscriber } from './subscriber.js';

export interface Undelivered {
  readonly event: unknown;
  readonly error: unknown;
}

/** Gives events to a subscriber, each one once in effect, however often and late it comes. */
@Injectable()
export class Inbox {
  constructor(
    private readonly dataSource: DataSource,
    private readonly observer: JobObserver,
  ) {}

  /** @returns how many of the events were new. */
  async deliver(subscriber: Subscriber, wire: readonly unknown[]): Promise<number> {
    const events = wire.map(parseEvent);
    const fresh = await inTransaction(this.dataSource, async (tx) => {
      const unseen = await query<{ event_id: string }>(
        tx,
        `insert into inbox (subscriber, event_id)
         select $1, event_id from unnest($2::uuid[]) as event_id order by event_id
         on conflict do nothing returning event_id`,
        // Parsed as uuids above: written as one word they need no escaping each.
        [subscriber.name, `{${[...new Set(events.map((event) => event.id))].join(',')}}`],
      );
      if (unseen.length === 0) return 0;
      const ids = new Set(unseen.map((row) => row.event_id));
      const added = new Map<string, EventEnvelope>();
      for (const event of events) if (ids.has(event.id)) added.set(event.id, event);
      // The queue of a subscriber holds what #libs/contracts sends there, and nothing else.
      await subscriber.handle([...added.values()] as EventEnvelope<EventOf<SubscriberName>>[], tx);
      failpoint('inbox.handled');
      return added.size;
    });
    this.observer.delivered(subscriber.name, events.length, fresh);
    return fresh;
  }

  /**
   * The same, where what one event does not bear must not hold up the others: a batch that fails is halved until what
   * fails stands alone.
   *
   * @returns the events that failed, and why.
   */
  async deliverApart(subscriber: Subscriber, wire: readonly unknown[]): Promise<Undelivered[]> {
    try {
      await this.deliver(subscriber, wire);
      return [];
    } catch (error) {
      // The events are not to blame, and asking for each of them would make it worse.
      if (isPassing(error)) throw error;
      if (wire.length <= 1) return wire.map((event) => ({ event, error }));
    }
    const half = Math.ceil(wire.length / 2);
    return [
      ...(await this.deliverApart(subscriber, wire.slice(0, half))),
      ...(await this.deliverApart(subscriber, wire.slice(half))),
    ];
  }
}
