import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type EventEnvelope, type EventOf, parseEvent, type SubscriberName } from '#libs/contracts';
import { inTransaction, query } from '#libs/database';
import { failpoint } from '#libs/failpoints';
import type { Subscriber } from './subscriber.js';

/** Gives events to a subscriber, each one once in effect, however often and late it comes. */
@Injectable()
export class Inbox {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns how many of the events were new. */
  async deliver(subscriber: Subscriber, wire: readonly unknown[]): Promise<number> {
    const events = wire.map(parseEvent);
    return inTransaction(this.dataSource, async (tx) => {
      const unseen = await query<{ event_id: string }>(
        tx,
        `insert into inbox (subscriber, event_id)
         select $1, event_id from unnest($2::uuid[]) as event_id order by event_id
         on conflict do nothing returning event_id`,
        [subscriber.name, [...new Set(events.map((event) => event.id))]],
      );
      if (unseen.length === 0) return 0;
      const ids = new Set(unseen.map((row) => row.event_id));
      const fresh = new Map<string, EventEnvelope>();
      for (const event of events) if (ids.has(event.id)) fresh.set(event.id, event);
      // The queue of a subscriber holds what #libs/contracts sends there, and nothing else.
      await subscriber.handle([...fresh.values()] as EventEnvelope<EventOf<SubscriberName>>[], tx);
      failpoint('inbox.handled');
      return fresh.size;
    });
  }

  /**
   * One after the other, for a batch that failed as a whole: what one event does not bear must not hold up the others.
   *
   * @throws what the first event that failed has thrown, after all were tried.
   */
  async deliverEach(subscriber: Subscriber, wire: readonly unknown[]): Promise<number> {
    const failures: unknown[] = [];
    let delivered = 0;
    for (const event of wire) {
      try {
        delivered += await this.deliver(subscriber, [event]);
      } catch (error) {
        failures.push(error);
        // Where the database itself is away, the others need not be tried.
        await this.dataSource.query('select 1');
      }
    }
    if (failures.length > 0) throw failures[0];
    return delivered;
  }
}
