import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InjectConfig, type ServiceConfig } from '#libs/config';
import { query } from '#libs/database';

const EVERY_MS = 3_600_000;
/** A row of the outbox may carry a megabyte. */
const AT_ONCE = 2000;

/** `$1` days. What was not sent is kept for ever. */
const OLD_OUTBOX = `
  delete from outbox where id in (
    select id from outbox where sent_at < now() - make_interval(days => $1) order by id limit ${AT_ONCE})
  returning id`;

const OLD_INBOX = `
  delete from inbox where (subscriber, event_id) in (
    select subscriber, event_id from inbox where seen_at < now() - make_interval(days => $1) limit ${AT_ONCE})
  returning event_id`;

/**
 * Forgets what nobody can need again: events long sent, and the marks of events long seen. A mark outlives its event,
 * so that what is sent again has no second effect.
 */
@Injectable()
export class Retention implements OnApplicationBootstrap {
  private readonly logger = new Logger('Retention');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    @InjectConfig() private readonly config: ServiceConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.purge().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'old events are still there');
      });
    }, EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** In small bites, so that nobody waits for a lock; several copies at once do no harm. */
  async purge(): Promise<void> {
    await this.repeat(OLD_OUTBOX, this.config.OUTBOX_KEEP_DAYS);
    await this.repeat(OLD_INBOX, this.config.INBOX_KEEP_DAYS);
  }

  private async repeat(statement: string, days: number): Promise<void> {
    while (!this.stopped && (await query(this.dataSource, statement, [days])).length === AT_ONCE);
  }
}
