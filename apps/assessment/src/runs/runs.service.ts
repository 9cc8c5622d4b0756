import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, monthFromNumber } from '#libs/calendar';
import { failpoint } from '#libs/failpoints';
import { inCommand } from '#libs/http';
import { Outbox } from '#libs/messaging';
import type { RunDto, RunPageDto, RunsQuery } from './dto/run.dto.js';
import { PublicationRepository } from './publication.repository.js';
import { runNotDraft, runOutdated } from './runs.errors.js';
import { RunsReadModel } from './runs.read-model.js';
import { RunsRepository } from './runs.repository.js';

@Injectable()
export class RunsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: RunsRepository,
    private readonly publication: PublicationRepository,
    private readonly readModel: RunsReadModel,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  list(principal: Principal, filter: RunsQuery): Promise<RunPageDto> {
    return this.readModel.list(principal.ranges('scores.read'), filter);
  }

  one(principal: Principal, id: string): Promise<RunDto> {
    return this.readModel.one(principal.ranges('scores.read'), id);
  }

  /** From here on the scores are immutable: the database itself refuses to change them. */
  async publish(principal: Principal, id: string): Promise<RunDto> {
    const ranges = principal.ranges('runs.publish');
    const published = await inCommand(this.dataSource, async (tx) => {
      const run = await this.runs.lock(tx, id, ranges);
      if (run.status !== 'draft') throw runNotDraft(run.status);
      await this.runs.holdPublication(tx, run);
      if (await this.runs.isOutdated(tx, run)) throw runOutdated();
      const corrects = await this.runs.publish(tx, run, principal.accountId, this.clock.now());
      await this.outbox.publish(tx, 'assessment.run.published', {
        v: 1,
        runId: run.id,
        organizationId: run.rootId,
        month: monthFromNumber(run.month),
      });
      await this.publication.announceScores(tx, run, corrects);
      this.outbox.announce(tx);
      return this.readModel.one(ranges, id, tx);
    });
    failpoint('run.published');
    return published;
  }
}
