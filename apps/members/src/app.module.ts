import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule } from '#libs/config';
import { DatabaseModule } from '#libs/database';
import { httpModule } from '#libs/http';
import { MessagingModule } from '#libs/messaging';
import type { MembersConfig } from './config.js';
import { database } from './data-source.js';

/** The table of contents of the members service. */
@Module({})
export class AppModule {
  static with(config: MembersConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        httpModule,
        DatabaseModule.with(database, config),
        MessagingModule.with({ service: 'members', subscribers: [], imports: [] }),
      ],
    };
  }
}
