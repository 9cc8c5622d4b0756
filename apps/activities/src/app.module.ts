import { type DynamicModule, Module } from '@nestjs/common';
import { Clock, SystemClock } from '#libs/calendar';
import { ConfigModule } from '#libs/config';
import { DatabaseModule } from '#libs/database';
import { DirectoryModule } from '#libs/directory';
import { httpModule } from '#libs/http';
import { MessagingModule } from '#libs/messaging';
import type { ActivitiesConfig } from './config.js';
import { database } from './data-source.js';
import { WhenDirectoryChangedRefreshDirectory } from './subscribers/when-directory-changed-refresh-directory.subscriber.js';

@Module({})
export class AppModule {
  static with(config: ActivitiesConfig, clock: Clock = new SystemClock()): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config, clock),
        httpModule,
        DatabaseModule.with(database, config),
        MessagingModule.with({
          service: 'activities',
          subscribers: [WhenDirectoryChangedRefreshDirectory],
          imports: [],
        }),
        DirectoryModule.with(),
      ],
    };
  }
}
