import { type DynamicModule, Module } from '@nestjs/common';
import { Clock, SystemClock } from '#libs/calendar';
import { ConfigModule } from '#libs/config';
import { DatabaseModule } from '#libs/database';
import { DirectoryModule } from '#libs/directory';
import { httpModule } from '#libs/http';
import { MessagingModule } from '#libs/messaging';
import { OperationsModule } from '#libs/operations';
import { ChecksModule } from './checks/checks.module.js';
import type { AssessmentConfig } from './config.js';
import { database } from './data-source.js';
import { FactsModule } from './facts/facts.module.js';
import { RunOperations } from './runs/run-operations.js';
import { RunsModule } from './runs/runs.module.js';
import { SchemesModule } from './schemes/schemes.module.js';
import { ScoresModule } from './scores/scores.module.js';
import { WhenActivityFiledRecordFacts } from './subscribers/when-activity-filed-record-facts.subscriber.js';
import { WhenDirectoryChangedRefreshDirectory } from './subscribers/when-directory-changed-refresh-directory.subscriber.js';

/** The table of contents of the assessment service. */
@Module({})
export class AppModule {
  static with(config: AssessmentConfig, clock: Clock = new SystemClock()): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config, clock),
        httpModule,
        DatabaseModule.with(database, config),
        MessagingModule.with({
          service: 'assessment',
          subscribers: [WhenDirectoryChangedRefreshDirectory, WhenActivityFiledRecordFacts],
          imports: [FactsModule],
        }),
        DirectoryModule.with(),
        FactsModule,
        SchemesModule,
        ChecksModule,
        RunsModule,
        ScoresModule,
        OperationsModule.with({
          service: 'assessment',
          source: RunOperations,
          imports: [RunsModule],
        }),
      ],
    };
  }
}
