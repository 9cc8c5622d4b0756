import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type EventEnvelope,
  type EventType,
  queuesFor,
  type ServiceName,
  type SubscriberName,
} from '#libs/contracts';
import { DatabaseConnection, inTransaction, query, type Transaction } from '#libs/database';
import { failpoint } from '#libs/failpoints';
import { Outbox } from './outbox.js';
import { Queues } from './queues.js';
import { RelayMarker } from './relay-marker.js';
import { SERVICE_NAME } from './service-name.js';

const BATCH = 500;
const IDLE_MS = 1000;
const COMPARE_MS = 5000;
const TAKEN_BACK_AT_ONCE = 10_000;

interface OutboxRow {
  id: string;
  event_id: string;
  type: EventType;
  payload: EventEnvelope['payload'];
  trace_id: string | null;
  occurred_at: Date;
}

class RedisHasLost extends Error {}

/**
 * Carries the outbox to the queues: takes the oldest rows, sends them as one job a subscriber, then marks them sent as
 * one numbered batch. A crash between sending and marking sends twice, which the inbox makes harmless. One copy of a
 * service relays at a time, so that batches reach Redis in the order of their numbers; the number that Redis remembers
 * tells what it has lost, and that is taken back and sent again. What is taken back is committed before anything new
 * is sent: else a later number in Redis would hide the loss.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap {
  private readonly logger = new Logger('Relay');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private compared = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly dataSource: DataSource,
    private readonly connection: DatabaseConnection,
    private readonly outbox: Outbox,
    private readonly queues: Queues,
    private readonly marker: RelayMarker,
    @Inject(SERVICE_NAME) private readonly service: ServiceName,
  ) {}

  onApplicationBootstrap(): void {
    this.connection.whenOpen(() => {
      this.outbox.onPublished(() => {
        this.wake();
      });
      this.queues.onReady(() => {
        this.compared = Number.NEGATIVE_INFINITY;
        this.wake();
      });
      this.wake();
    });
  }

  async stop(): Promise<void> {
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
        this.again = false;
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
    if (performance.now() > this.compared + COMPARE_MS) await this.takeBackLost();
    while (!this.stopped && (await this.sendNext()) === BATCH);
  }

  private async sendNext(): Promise<number> {
    try {
      return await this.sendBatch();
    } catch (error) {
      if (!(error instanceof RedisHasLost)) throw error;
      await this.takeBackLost();
      return this.sendBatch();
    }
  }

  private async sendBatch(): Promise<number> {
    return inTransaction(this.dataSource, async (tx) => {
      if (!(await this.takeTurn(tx))) return 0;
      const rows = await query<OutboxRow>(
        tx,
        `select id, event_id, type, payload, trace_id, occurred_at from outbox
         where sent_at is null order by id limit ${BATCH}`,
      );
      if (rows.length === 0) return 0;
      failpoint('relay.claimed');
      const [batches] = await query<{ last: string; next: string }>(
        tx,
        `select coalesce(max(batch), 0) as last, nextval('outbox_batches') as next from outbox`,
      );
      const { last, next } = batches ?? { last: '0', next: '1' };
      await Promise.all(
        [...bySubscriber(rows)].map(([subscriber, events]) => this.queues.send(subscriber, events)),
      );
      if (!(await this.marker.advance(last, next))) throw new RedisHasLost();
      failpoint('relay.sent');
      await tx.query('update outbox set sent_at = now(), batch = $2 where id = any($1::bigint[])', [
        rows.map((row) => row.id),
        next,
      ]);
      return rows.length;
    });
  }

  /** False while another copy of this service relays. Services share a database, so the lock has the service's name. */
  private async takeTurn(tx: Transaction): Promise<boolean> {
    const [turn] = await query<{ taken: boolean }>(
      tx,
      `select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as taken`,
      [`relay:${this.service}`],
    );
    return turn?.taken ?? false;
  }

  /**
   * What Redis was sent and no longer knows of (it was emptied, or lost the tail of its log) waits once more. Looked
   * for when the connection is new, every few seconds, and when the number in Redis will not move on. Latest batches
   * first, in bites: until all of them are back, the number in Redis is below the highest that is left.
   */
  private async takeBackLost(): Promise<void> {
    let count = 0;
    for (let bite = TAKEN_BACK_AT_ONCE; bite === TAKEN_BACK_AT_ONCE && !this.stopped; count += bite)
      bite = await this.takeBackBite();
    this.compared = performance.now();
    if (count > 0)
      this.logger.warn({ events: count }, 'Redis has lost what it was sent: sent again');
  }

  private async takeBackBite(): Promise<number> {
    return inTransaction(this.dataSource, async (tx) => {
      if (!(await this.takeTurn(tx))) return 0;
      const lost = await query<{ id: string }>(
        tx,
        `update outbox set sent_at = null, batch = null where id in (
           select id from outbox where batch > $1::bigint order by batch desc limit ${TAKEN_BACK_AT_ONCE})
         returning id`,
        [await this.marker.get()],
      );
      return lost.length;
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
