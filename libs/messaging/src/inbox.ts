import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EventEnvelope, EventOf, SubscriberName } from '#libs/contracts';
import { inTransaction, isPassing, query } from '#libs/database';
import { failpoint } from '#libs/failpoints';
import { Delivery, type Marked } from './delivery.js';
import { halves } from './halves.js';
import { JobObserver } from './job-observer.js';
import type { Subscriber } from './subscriber.js';

export interface Undelivered {
  /** As it came: what is to come again. */
  readonly event: unknown;
  readonly error: unknown;
}

/**
 * One mark for all that was told together: of a part it says which, of the whole nothing. Answers what was seen before,
 * and nothing for what was seen as a whole. Who brings another part of the same waits here until the first has
 * committed.
 */
const MARK = `
  insert into inbox as mark (subscriber, event_id, positions)
  select $1, event_id, positions
  from rows from (unnest($2::uuid[]), unnest($3::int4multirange[])) as told (event_id, positions)
  order by event_id
  on conflict (subscriber, event_id) do update set positions = mark.positions + excluded.positions
  where mark.positions is not null
  returning event_id, old.positions::text as seen`;

/** Gives events to a subscriber, each one once in effect, however often and late it comes. */
@Injectable()
export class Inbox {
  constructor(
    private readonly dataSource: DataSource,
    private readonly observer: JobObserver,
  ) {}

  /** @returns how many of the events were new. */
  async deliver(subscriber: Subscriber, wire: readonly unknown[]): Promise<number> {
    const delivery = new Delivery(wire);
    const fresh = await inTransaction(this.dataSource, async (tx) => {
      const { ids, positions } = delivery;
      const marked = await query<Marked>(tx, MARK, [subscriber.name, ids, positions]);
      const added = delivery.fresh(marked);
      if (added.length === 0) return 0;
      // The queue of a subscriber holds what #libs/contracts sends there, and nothing else.
      await subscriber.handle(added as EventEnvelope<EventOf<SubscriberName>>[], tx);
      failpoint('inbox.handled');
      return added.length;
    });
    this.observer.delivered(subscriber.name, delivery.came, fresh);
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
      const parts = halves(wire);
      if (!parts) return wire.map((event) => ({ event, error }));
      return [
        ...(await this.deliverApart(subscriber, parts[0])),
        ...(await this.deliverApart(subscriber, parts[1])),
      ];
    }
  }
}
