import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule } from '#libs/config';
import { DatabaseModule } from '#libs/database';
import { DirectoryModule } from '#libs/directory';
import { httpModule } from '#libs/http';
import { MessagingModule } from '#libs/messaging';
import type { NotificationsConfig } from './config.js';
import { database } from './data-source.js';
import { InboxModule } from './inbox/inbox.module.js';
import { WhenDirectoryChangedRefreshDirectory } from './subscribers/when-directory-changed-refresh-directory.subscriber.js';
import { WhenReminderDueTellOfficers } from './subscribers/when-reminder-due-tell-officers.subscriber.js';
import { WhenScoresPublishedTellMembers } from './subscribers/when-scores-published-tell-members.subscriber.js';

@Module({})
export class AppModule {
  static with(config: NotificationsConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        httpModule,
        DatabaseModule.with(database, config),
        MessagingModule.with({
          service: 'notifications',
          subscribers: [
            WhenDirectoryChangedRefreshDirectory,
            WhenScoresPublishedTellMembers,
            WhenReminderDueTellOfficers,
          ],
          imports: [InboxModule],
        }),
        DirectoryModule.with(),
        InboxModule,
      ],
    };
  }
}
