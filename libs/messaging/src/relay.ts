import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { eventTypes, type ServiceName } from '#libs/contracts';
import { DatabaseConnection, inTransaction, query, type Transaction } from '#libs/database';
import { failpoint } from '#libs/failpoints';
import { jobsBySubscriber, type OutboxRow } from './event-jobs.js';
import { Outbox } from './outbox.js';
import { Queues } from './queues.js';
import { RelayMarker } from './relay-marker.js';
import { SERVICE_NAME } from './service-name.js';

/** How much is taken in one transaction: few round trips an event, and memory that stays small whatever events carry. */
const AT_ONCE = 2000;
const BYTES_AT_ONCE = 8_000_000;
const IDLE_MS = 1000;
const COMPARE_MS = 5000;
const TAKEN_BACK_AT_ONCE = 10_000;

/**
 * The oldest, as many as fit; the first always does. Payloads are looked at only of those. What a newer version tells
 * waits for a copy that knows who hears it.
 */
const OLDEST = `
  select id, event_id, type, payload::text, events, trace_id, occurred_at, size, total from (
    select oldest.*, sum(size) over (order by id) as total from (
      select id, event_id, type, payload, events, trace_id, occurred_at, pg_column_size(payload) as size
      from outbox where sent_at is null and type = any($1::text[]) order by id limit ${AT_ONCE}) oldest) fitting
  where total - size < ${BYTES_AT_ONCE} order by id`;

class RedisHasLost extends Error {}

/**
 * Carries the outbox to the queues: takes the oldest rows, sends them in few jobs a subscriber, then marks them sent
 * as one numbered batch. A crash between sending and marking sends twice, which the inbox makes harmless. One copy of a
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
    while (!this.stopped && (await this.sendNext()));
  }

  private async sendNext(): Promise<boolean> {
    try {
      return await this.sendBatch();
    } catch (error) {
      if (!(error instanceof RedisHasLost)) throw error;
      await this.takeBackLost();
      return this.sendBatch();
    }
  }

  /** @returns true when there may be more. */
  private async sendBatch(): Promise<boolean> {
    return inTransaction(this.dataSource, async (tx) => {
      if (!(await this.takeTurn(tx))) return false;
      const rows = await query<OutboxRow>(tx, OLDEST, [eventTypes]);
      if (rows.length === 0) return false;
      failpoint('relay.claimed');
      const [batches] = await query<{ last: string; next: string }>(
        tx,
        `select coalesce(max(batch), 0) as last, nextval('outbox_batches') as next from outbox`,
      );
      const { last, next } = batches ?? { last: '0', next: '1' };
      await Promise.all(
        [...jobsBySubscriber(rows)].map(([subscriber, jobs]) =>
          this.queues.sendJobs(subscriber, jobs),
        ),
      );
      if (!(await this.marker.advance(last, next))) throw new RedisHasLost();
      failpoint('relay.sent');
      // The ids are PostgreSQL's own: written as one word they need no escaping each.
      await tx.query('update outbox set sent_at = now(), batch = $2 where id = any($1::bigint[])', [
        `{${rows.map((row) => row.id).join(',')}}`,
        next,
      ]);
      return rows.length === AT_ONCE || Number(rows.at(-1)?.total) >= BYTES_AT_ONCE;
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
    if (count > 0) this.logger.warn({ sets: count }, 'Redis has lost what it was sent: sent again');
  }

  private async takeBackBite(): Promise<number> {
    return inTransaction(this.dataSource, async (tx) => {
      if (!(await this.takeTurn(tx))) return 0;
      const lost = await query<{ events: number }>(
        tx,
        `update outbox set sent_at = null, batch = null where id in (
           select id from outbox where batch > $1::bigint order by batch desc limit ${TAKEN_BACK_AT_ONCE})
         returning events`,
        [await this.marker.get()],
      );
      return lost.length;
    });
  }
}
