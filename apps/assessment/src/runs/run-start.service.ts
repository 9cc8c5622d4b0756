import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { DirectoryProjector } from '#libs/directory';
import { inCommand } from '#libs/http';
import { ScopeOrganizations } from '../organizations/scope-organizations.js';
import { ChunkQueue } from './chunk-queue.js';
import type { RunDto, StartRunRequest } from './dto/run.dto.js';
import { FrozenRunsService } from './frozen-runs.service.js';
import { directoryAway } from './runs.errors.js';
import { RunsReadModel } from './runs.read-model.js';

@Injectable()
export class RunStartService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryProjector,
    private readonly organizations: ScopeOrganizations,
    private readonly frozen: FrozenRunsService,
    private readonly queue: ChunkQueue,
    private readonly readModel: RunsReadModel,
  ) {}

  /** Freezes what a run is made of, then has its chunks scored. */
  async start(principal: Principal, request: StartRunRequest): Promise<RunDto> {
    this.frozen.refuseUnlessOver(request.month);
    await this.directory.pull().catch((error: unknown) => {
      throw directoryAway(error);
    });
    const ranges = principal.ranges('runs.manage');
    const run = await inCommand(this.dataSource, async (tx) => {
      const root = await this.organizations.within(tx, ranges, request.organizationId);
      const id = await this.frozen.make(tx, {
        month: request.month,
        rootId: root.id,
        rootPath: root.path,
        createdBy: principal.accountId,
      });
      return this.readModel.one(ranges, id, tx);
    });
    this.queue.ring();
    return run;
  }
}
