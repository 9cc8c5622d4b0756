import { type DynamicModule, Module } from '@nestjs/common';
import { Clock, SystemClock } from '#libs/calendar';
import { ConfigModule } from '#libs/config';
import { DatabaseModule } from '#libs/database';
import { DirectoryModule } from '#libs/directory';
import { httpModule } from '#libs/http';
import { MessagingModule } from '#libs/messaging';
import { ActivitiesModule } from './activities/activities.module.js';
import { AttendanceModule } from './attendance/attendance.module.js';
import type { ActivitiesConfig } from './config.js';
import { database } from './data-source.js';
import { ReviewsModule } from './reviews/reviews.module.js';
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
        DirectoryModule.with('exemptions'),
        ActivitiesModule,
        AttendanceModule,
        ReviewsModule,
      ],
    };
  }
}
