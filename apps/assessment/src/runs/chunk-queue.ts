import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { InjectConfig } from '#libs/config';
import { Queues, Workers } from '#libs/messaging';
import { RowQueue, type WaitingRow } from '#libs/operations';
import type { AssessmentConfig } from '../config.js';
import { ChunksRepository } from './chunks.repository.js';
import { ScoringService } from './scoring.service.js';

const jobShape = z.object({ runId: z.uuid(), level: z.int(), number: z.int() });

/** Rings for the chunks of runs; whoever opens a level rings for it. */
@Injectable()
export class ChunkQueue extends RowQueue {
  constructor(
    private readonly dataSource: DataSource,
    private readonly chunks: ChunksRepository,
    private readonly scoring: ScoringService,
    queues: Queues,
    workers: Workers,
    @InjectConfig() config: AssessmentConfig,
  ) {
    super('assessment.score-chunks', queues, workers, config.SCORING_CONCURRENCY);
  }

  protected async waiting(limit: number): Promise<WaitingRow[]> {
    const chunks = await this.chunks.waiting(this.dataSource, limit);
    return chunks.map(({ runId, level, number }) => ({
      id: `${runId}-${level}-${number}`,
      data: { runId, level, number },
    }));
  }

  protected async work(data: unknown): Promise<void> {
    if (await this.scoring.score(jobShape.parse(data))) this.ring();
  }
}
