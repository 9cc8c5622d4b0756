import { Module } from '@nestjs/common';
import { RunsModule } from '../runs/runs.module.js';
import { SchemesModule } from '../schemes/schemes.module.js';
import { ExplainedReadModel } from './explained.read-model.js';
import { OwnScoresReadModel } from './own-scores.read-model.js';
import { ScoreChangesReadModel } from './score-changes.read-model.js';
import { ScoresController } from './scores.controller.js';
import { ScoresReadModel } from './scores.read-model.js';
import { ScoresService } from './scores.service.js';

@Module({
  imports: [RunsModule, SchemesModule],
  controllers: [ScoresController],
  providers: [
    ScoresService,
    ScoresReadModel,
    ScoreChangesReadModel,
    ExplainedReadModel,
    OwnScoresReadModel,
  ],
})
export class ScoresModule {}
