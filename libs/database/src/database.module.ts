import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { ServiceConfig } from '#libs/config';
import { Health } from '#libs/observability';
import { DatabaseConnection } from './database-connection.js';
import { DatabaseMetrics } from './database-metrics.js';
import { dataSourceOptions, type ServiceDatabase } from './data-source-options.js';

/** The service's connection pool: inject `DataSource`. It is opened by `DatabaseConnection`, at boot or later. */
@Module({})
export class DatabaseModule {
  static with(database: ServiceDatabase, config: ServiceConfig): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(database, {
            url: config.DATABASE_URL,
            poolSize: config.DATABASE_POOL_SIZE,
          }),
          manualInitialization: true,
        }),
      ],
      providers: [
        {
          provide: DatabaseConnection,
          inject: [DataSource, Health],
          useFactory: (dataSource: DataSource, health: Health) =>
            DatabaseConnection.open(dataSource, health),
        },
        DatabaseMetrics,
      ],
      exports: [TypeOrmModule, DatabaseConnection],
    };
  }
}
