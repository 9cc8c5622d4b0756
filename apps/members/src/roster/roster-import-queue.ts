import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Queues, Workers } from '#libs/messaging';
import { RowQueue, type WaitingRow } from '#libs/operations';
import { RosterImportWork } from './roster-import-work.js';
import { RosterImportsRepository } from './roster-imports.repository.js';

const jobShape = z.object({ id: z.uuid() });

/** Rings for rosters that were sent in. One at a time a copy of the service: each takes memory, and they take turns. */
@Injectable()
export class RosterImportQueue extends RowQueue {
  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: RosterImportsRepository,
    private readonly working: RosterImportWork,
    queues: Queues,
    workers: Workers,
  ) {
    super('members.import-rosters', queues, workers, 1);
  }

  protected async waiting(limit: number): Promise<WaitingRow[]> {
    const ids = await this.imports.waiting(this.dataSource, limit);
    return ids.map((id) => ({ id, data: { id } }));
  }

  protected work(data: unknown): Promise<void> {
    return this.working.work(jobShape.parse(data).id);
  }
}
