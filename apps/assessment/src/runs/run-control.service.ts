import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import type { Transaction } from '#libs/database';
import { inCommand } from '#libs/http';
import { operationOver } from '#libs/operations';
import { ChunkQueue } from './chunk-queue.js';
import type { RunDto } from './dto/run.dto.js';
import { isUnderWay, mayCancel, mayResume } from './run.policy.js';
import type { RunStatus } from './run-status.js';
import { runNotCancellable, runNotResumable } from './runs.errors.js';
import { RunsReadModel } from './runs.read-model.js';
import { RunsRepository } from './runs.repository.js';

/** Runs stopped and taken up again. What a run is made of stays frozen, and what is scored stays scored. */
@Injectable()
export class RunControlService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: RunsRepository,
    private readonly queue: ChunkQueue,
    private readonly readModel: RunsReadModel,
  ) {}

  /** @throws assessment.run_not_found, assessment.run_not_cancellable */
  cancel(principal: Principal, id: string): Promise<RunDto> {
    return inCommand(this.dataSource, (tx) =>
      this.cancelIn(tx, principal, id, (status) => {
        if (!mayCancel(status)) throw runNotCancellable(status);
      }),
    );
  }

  /**
   * What is under way and nothing else: a draft is not discarded by one who comes too late to stop its scoring.
   *
   * @throws assessment.run_not_found, operations.over
   */
  stop(tx: Transaction, principal: Principal, id: string): Promise<RunDto> {
    return this.cancelIn(tx, principal, id, (status) => {
      if (!isUnderWay(status)) throw operationOver();
    });
  }

  private async cancelIn(
    tx: Transaction,
    principal: Principal,
    id: string,
    refuse: (status: RunStatus) => void,
  ): Promise<RunDto> {
    const ranges = principal.ranges('runs.manage');
    const run = await this.runs.lock(tx, id, ranges);
    refuse(run.status);
    await this.runs.cancel(tx, run);
    return this.readModel.one(ranges, id, tx);
  }

  /** @throws assessment.run_not_found, assessment.run_not_resumable, assessment.run_active */
  async resume(principal: Principal, id: string): Promise<RunDto> {
    const ranges = principal.ranges('runs.manage');
    const resumed = await inCommand(this.dataSource, async (tx) => {
      const run = await this.runs.lock(tx, id, ranges);
      if (!mayResume(run.status)) throw runNotResumable(run.status);
      await this.runs.resume(tx, run);
      return this.readModel.one(ranges, id, tx);
    });
    this.queue.ring();
    return resumed;
  }
}
