import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, dayInShanghai } from '#libs/calendar';
import { DatabaseConnection } from '#libs/database';
import { Metrics } from '#libs/observability';
import { RemindersService } from './reminders.service.js';

const EVERY_MS = 3_600_000;

/**
 * Looks once a day for what is due: from the start on, and within an hour of midnight in Shanghai; again within the hour
 * when it failed. Each copy looks, and what one has told the others leave.
 */
@Injectable()
export class DailyLook implements OnApplicationBootstrap {
  private readonly logger = new Logger('DailyLook');
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private lookedOn: string | undefined;
  private lookedAt: Date | undefined;

  constructor(
    private readonly connection: DatabaseConnection,
    private readonly reminders: RemindersService,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    metrics.measure(
      'reminders',
      {
        age: {
          name: 'wutai_reminders_look_age_seconds',
          help: 'How long ago this copy looked last for reminders that are due',
        },
      },
      ({ age }) => {
        if (this.lookedAt) age.set((this.clock.now().getTime() - this.lookedAt.getTime()) / 1000);
      },
    );
  }

  onApplicationBootstrap(): void {
    this.connection.whenOpen(() => {
      void this.look();
      this.timer = setInterval(() => void this.look(), EVERY_MS);
      this.timer.unref();
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.timer);
    await this.running;
  }

  /** One after the other, and one a day. */
  look(): Promise<void> {
    this.running = this.running
      .then(() => this.lookToday())
      .catch((error: unknown) => {
        this.logger.warn({ err: error }, 'some reminders are not told yet');
      });
    return this.running;
  }

  /** What is not forgotten today is so tomorrow. */
  private async forgetOld(now: Date): Promise<void> {
    try {
      await this.reminders.forgetOld(now, this.stopping.signal);
    } catch (error) {
      this.logger.warn({ err: error }, 'old reminders are still there');
    }
  }

  private async lookToday(): Promise<void> {
    const now = this.clock.now();
    const today = dayInShanghai(now);
    const { signal } = this.stopping;
    if (signal.aborted || today === this.lookedOn) return;
    const told = await this.reminders.tellDue(now, signal);
    this.lookedOn = today;
    this.lookedAt = now;
    if (told > 0) this.logger.log({ told, day: today }, 'reminders told');
    await this.forgetOld(now);
  }
}
