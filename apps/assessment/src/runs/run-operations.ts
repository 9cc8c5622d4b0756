import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { DomainError } from '#libs/contracts';
import type { PathRange, Transaction } from '#libs/database';
import {
  type Operation,
  operationNotFound,
  OperationSource,
  type OperationStatus,
} from '#libs/operations';
import type { RunDto } from './dto/run.dto.js';
import { RunControlService } from './run-control.service.js';
import type { RunStatus } from './run-status.js';
import { RunsReadModel } from './runs.read-model.js';

/** Paths are made of digits, small letters and `/`: all of them lie here. */
const everywhere: readonly PathRange[] = [{ from: '', below: '{' }];

const statuses: Readonly<Record<RunStatus, OperationStatus>> = {
  queued: 'queued',
  scoring: 'running',
  draft: 'succeeded',
  published: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** A run as an operation: it has succeeded when it is scored. */
function toOperation(run: RunDto): Operation {
  const { id, progress, createdAt, startedAt, endedAt } = run;
  const status = statuses[run.status];
  return {
    id,
    kind: 'assessment.run',
    status,
    progress,
    result: status === 'succeeded' ? `/v1/runs/${id}` : null,
    problem: status === 'failed' ? { code: 'operations.given_up', errors: [] } : null,
    createdAt,
    startedAt,
    endedAt,
  };
}

type On = DataSource | Transaction;

@Injectable()
export class RunOperations extends OperationSource {
  constructor(
    private readonly runs: RunsReadModel,
    private readonly control: RunControlService,
  ) {
    super();
  }

  find(on: On, principal: Principal, id: string): Promise<Operation | undefined> {
    return this.read(on, principal.ranges('scores.read'), id);
  }

  state(on: On, id: string): Promise<Operation | undefined> {
    return this.read(on, everywhere, id);
  }

  async cancel(tx: Transaction, principal: Principal, id: string): Promise<Operation> {
    if (!(await this.find(tx, principal, id))) throw operationNotFound();
    if (!(await this.read(tx, principal.ranges('runs.manage'), id)))
      throw new DomainError('auth.forbidden');
    return toOperation(await this.control.stop(tx, principal, id));
  }

  private async read(
    on: On,
    ranges: readonly PathRange[],
    id: string,
  ): Promise<Operation | undefined> {
    const run = await this.runs.find(ranges, id, on);
    return run && toOperation(run);
  }
}
