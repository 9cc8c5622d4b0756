import {
  type BeforeApplicationShutdown,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Queues, Workers } from '#libs/messaging';
import { runWithoutTrace, traceOfEvent } from '#libs/observability';

const RECONCILE_MS = 3000;
/** How many rows are rung for at once. */
const BATCH = 1000;
/** Of one bell, a moment apart; what still waits then is rung for anew. */
const ATTEMPTS = 5;

/** A row that waits to be worked on: its name among the bells, and what names it to the worker. No personal data. */
export interface WaitingRow {
  readonly id: string;
  readonly data: object;
}

/**
 * Rings for work that lies in rows. The rows say what is to be done, and under whose lease; the queue only says "now".
 * So whoever makes work rings, and every few seconds whatever waits, or was left by a worker that is gone, is rung for
 * again: an emptied Redis costs seconds, not the work.
 */
export abstract class RowQueue implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger: Logger;
  private timer: NodeJS.Timeout | undefined;
  /** All rings under way, which a stop waits for. */
  private ringing: Promise<void> = Promise.resolve();
  private stopped = false;

  protected constructor(
    private readonly name: string,
    private readonly queues: Queues,
    private readonly workers: Workers,
    private readonly concurrency: number,
  ) {
    this.logger = new Logger(name);
  }

  /** What may be claimed now, the oldest first: at most this many. */
  protected abstract waiting(limit: number): Promise<readonly WaitingRow[]>;

  /** Claims the row and works on it, if it is still to be claimed. What fails is tried again a moment later. */
  protected abstract work(data: unknown): Promise<void>;

  onApplicationBootstrap(): void {
    this.workers.start(this.name, (data) => this.work(data), this.concurrency);
    this.ring();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.ringing;
  }

  /** Rings soon, without waiting for it. */
  ring(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    const ring = this.ringForWaiting()
      .catch((error: unknown) => {
        this.logger.warn({ err: error }, 'work waits for the queue');
      })
      .finally(() => {
        if (this.stopped) return;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
          runWithoutTrace(() => {
            this.ring();
          });
        }, RECONCILE_MS);
      });
    this.ringing = Promise.all([this.ringing, ring]).then(() => undefined);
  }

  private async ringForWaiting(): Promise<void> {
    const rows = await this.waiting(BATCH);
    if (rows.length === 0) return;
    const queue = await this.queues.queue(this.name);
    await queue.addBulk(
      rows.map(({ id, data }) => ({
        name: 'work',
        data: { ...data, traceId: traceOfEvent() },
        // One bell a row: who rings twice is not heard twice. A failed one goes, to be rung for again.
        opts: { jobId: id, attempts: ATTEMPTS, removeOnFail: true },
      })),
    );
  }
}
