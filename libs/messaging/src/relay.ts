import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type EventEnvelope,
  type EventType,
  queuesFor,
  type SubscriberName,
} from '#libs/contracts';
import { inTransaction, query } from '#libs/database';
import { Outbox } from './outbox.js';
import { Queues } from './queues.js';

const BATCH = 500;
const IDLE_MS = 1000;

interface OutboxRow {
  id: string;
  event_id: string;
  type: EventType;
  payload: EventEnvelope['payload'];
  trace_id: string | null;
  occurred_at: Date;
}

/**
 * Carries the outbox to the queues: claims rows that no other copy has claimed, sends them as one job a subscriber,
 * then marks them sent. A crash between sending and marking sends twice, which the inbox makes harmless.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Relay');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly queues: Queues,
  ) {}

  onApplicationBootstrap(): void {
    this.outbox.onPublished(() => {
      this.wake();
    });
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.running = this.drain()
      .catch((error: unknown) => {
        this.logger.warn({ err: error }, 'events wait in the outbox');
      })
      .finally(() => {
        this.running = undefined;
        if (this.stopped) return;
        if (this.again) {
          this.again = false;
          this.wake();
        } else {
          this.timer = setTimeout(() => {
            this.wake();
          }, IDLE_MS);
        }
      });
  }

  private async drain(): Promise<void> {
    while (!this.stopped && (await this.sendBatch()) === BATCH);
  }

  private async sendBatch(): Promise<number> {
    return inTransaction(this.dataSource, async (tx) => {
      const rows = await query<OutboxRow>(
        tx,
        `select id, event_id, type, payload, trace_id, occurred_at from outbox
         where sent_at is null order by id limit ${BATCH} for update skip locked`,
      );
      if (rows.length === 0) return 0;
      await Promise.all(
        [...bySubscriber(rows)].map(([subscriber, events]) => this.queues.send(subscriber, events)),
      );
      await tx.query('update outbox set sent_at = now() where id = any($1::bigint[])', [
        rows.map((row) => row.id),
      ]);
      return rows.length;
    });
  }
}

function bySubscriber(rows: readonly OutboxRow[]): Map<SubscriberName, EventEnvelope[]> {
  const batches = new Map<SubscriberName, EventEnvelope[]>();
  for (const row of rows) {
    const event: EventEnvelope = {
      id: row.event_id,
      type: row.type,
      occurredAt: row.occurred_at.toISOString(),
      traceId: row.trace_id,
      payload: row.payload,
    };
    for (const subscriber of queuesFor(row.type)) {
      const batch = batches.get(subscriber) ?? [];
      batch.push(event);
      batches.set(subscriber, batch);
    }
  }
  return batches;
}
