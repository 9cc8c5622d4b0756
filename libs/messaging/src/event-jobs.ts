import { type EventType, queuesFor, type SubscriberName } from '#libs/contracts';
import { BYTES_A_SET, EVENTS_A_SET } from './sets.js';

export interface OutboxRow {
  readonly id: string;
  readonly event_id: string;
  readonly type: EventType;
  /** As JSON. */
  readonly payload: string;
  /** How many events the payload tells. */
  readonly events: number;
  readonly trace_id: string | null;
  readonly occurred_at: Date;
  /** Of the payload, as it is stored. */
  readonly size: number;
  /** The sizes of this and of all before it. */
  readonly total: string;
}

class Jobs {
  readonly all: string[][] = [];
  private events = 0;
  private bytes = 0;

  add(set: string, { events, size }: OutboxRow): void {
    const last = this.all.at(-1);
    if (last && this.events + events <= EVENTS_A_SET && this.bytes + size <= BYTES_A_SET) {
      last.push(set);
      this.events += events;
      this.bytes += size;
    } else {
      this.all.push([set]);
      this.events = events;
      this.bytes = size;
    }
  }
}

/** The events as they travel, as JSON: for each subscriber as few jobs as they fit in, in their order. */
export function jobsBySubscriber(rows: readonly OutboxRow[]): Map<SubscriberName, string[]> {
  const jobs = new Map<SubscriberName, Jobs>();
  for (const row of rows) {
    const set = written(row);
    for (const subscriber of queuesFor(row.type)) {
      const of = jobs.get(subscriber) ?? new Jobs();
      of.add(set, row);
      jobs.set(subscriber, of);
    }
  }
  const json = (sets: readonly string[]): string => `{"events":[${sets.join(',')}]}`;
  return new Map([...jobs].map(([subscriber, { all }]) => [subscriber, all.map(json)]));
}

/** An `EventSet`; its payload is JSON already, and needs not be read and written on its way. */
function written(row: OutboxRow): string {
  const envelope = JSON.stringify({
    id: row.event_id,
    type: row.type,
    occurredAt: row.occurred_at.toISOString(),
    traceId: row.trace_id,
  });
  return `${envelope.slice(0, -1)},"payload":${row.payload}}`;
}
