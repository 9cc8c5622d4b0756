import { Module } from '@nestjs/common';
import { FactsModule } from '../facts/facts.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { SchemesModule } from '../schemes/schemes.module.js';
import { ChunkQueue } from './chunk-queue.js';
import { ChunksRepository } from './chunks.repository.js';
import { FrozenRunsService } from './frozen-runs.service.js';
import { PublicationRepository } from './publication.repository.js';
import { RosterRepository } from './roster.repository.js';
import { RunControlService } from './run-control.service.js';
import { RunMetrics } from './run-metrics.js';
import { RunStartService } from './run-start.service.js';
import { RunsController } from './runs.controller.js';
import { RunsReadModel } from './runs.read-model.js';
import { RunsRepository } from './runs.repository.js';
import { RunsService } from './runs.service.js';
import { ScoringService } from './scoring.service.js';
import { SealingRepository } from './sealing.repository.js';

@Module({
  imports: [FactsModule, OrganizationsModule, SchemesModule],
  controllers: [RunsController],
  providers: [
    RunsService,
    RunStartService,
    RunControlService,
    FrozenRunsService,
    RunsRepository,
    RosterRepository,
    ChunksRepository,
    SealingRepository,
    PublicationRepository,
    ScoringService,
    ChunkQueue,
    RunsReadModel,
    RunMetrics,
  ],
  exports: [RunsReadModel, RunControlService],
})
export class RunsModule {}
