import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { InjectConfig } from '#libs/config';
import { Queues, Workers } from '#libs/messaging';
import { runWithoutTrace, traceOfEvent } from '#libs/observability';
import type { AssessmentConfig } from '../config.js';
import { ChunksRepository } from './chunks.repository.js';
import { ScoringService } from './scoring.service.js';

const QUEUE = 'assessment.score-chunks';
const RECONCILE_MS = 5000;
const BATCH = 1000;
/** Of one bell, a moment apart; what still waits then is rung for anew. */
const ATTEMPTS = 5;

const jobShape = z.object({ runId: z.uuid(), level: z.int(), number: z.int() });

/**
 * Rings for chunks that wait. The rows say what is to be done; the queue only says "now". So whoever opens a level
 * rings, and every few seconds whatever waits is rung for again: an emptied Redis costs seconds, not a run.
 */
@Injectable()
export class ChunkQueue implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Runs');
  private timer: NodeJS.Timeout | undefined;
  private ringing: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly queues: Queues,
    private readonly workers: Workers,
    private readonly chunks: ChunksRepository,
    private readonly scoring: ScoringService,
    @InjectConfig() private readonly config: AssessmentConfig,
  ) {}

  onApplicationBootstrap(): void {
    const work = async (data: unknown): Promise<void> => {
      const opened = await this.scoring.score(jobShape.parse(data));
      if (opened) this.ring();
    };
    this.workers.start(QUEUE, work, this.config.SCORING_CONCURRENCY);
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
    this.ringing = this.ringForWaiting()
      .catch((error: unknown) => {
        this.logger.warn({ err: error }, 'chunks wait for the queue');
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
  }

  private async ringForWaiting(): Promise<void> {
    const waiting = await this.chunks.waiting(this.dataSource, BATCH);
    if (waiting.length === 0) return;
    const queue = await this.queues.queue(QUEUE);
    await queue.addBulk(
      waiting.map(({ runId, level, number }) => ({
        name: 'score',
        data: { runId, level, number, traceId: traceOfEvent() },
        // One bell a chunk: who rings twice is not heard twice. A failed one goes, to be rung for again.
        opts: { jobId: `${runId}-${level}-${number}`, attempts: ATTEMPTS, removeOnFail: true },
      })),
    );
  }
}
