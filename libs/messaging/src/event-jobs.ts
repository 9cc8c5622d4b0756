import {
  type EventEnvelope,
  type EventType,
  queuesFor,
  type SubscriberName,
} from '#libs/contracts';

/** One job an event would be some fifty times slower; a job that is too large holds up its queue. */
const EVENTS_A_JOB = 1000;
const BYTES_A_JOB = 1_000_000;

export interface OutboxRow {
  readonly id: string;
  readonly event_id: string;
  readonly type: EventType;
  readonly payload: EventEnvelope['payload'];
  readonly trace_id: string | null;
  readonly occurred_at: Date;
  /** Of the payload, as it is stored. */
  readonly size: number;
  /** The sizes of this and of all before it. */
  readonly total: string;
}

class Jobs {
  readonly all: EventEnvelope[][] = [];
  private bytes = 0;

  add(event: EventEnvelope, size: number): void {
    const last = this.all.at(-1);
    if (!last || last.length === EVENTS_A_JOB || this.bytes + size > BYTES_A_JOB) {
      this.all.push([event]);
      this.bytes = size;
    } else {
      last.push(event);
      this.bytes += size;
    }
  }
}

/** The events as they travel: for each subscriber as few jobs as they fit in, in their order. */
export function jobsBySubscriber(
  rows: readonly OutboxRow[],
): Map<SubscriberName, readonly (readonly EventEnvelope[])[]> {
  const jobs = new Map<SubscriberName, Jobs>();
  for (const row of rows) {
    const event: EventEnvelope = {
      id: row.event_id,
      type: row.type,
      occurredAt: row.occurred_at.toISOString(),
      traceId: row.trace_id,
      payload: row.payload,
    };
    for (const subscriber of queuesFor(row.type)) {
      const of = jobs.get(subscriber) ?? new Jobs();
      of.add(event, row.size);
      jobs.set(subscriber, of);
    }
  }
  return new Map([...jobs].map(([subscriber, { all }]) => [subscriber, all]));
}
