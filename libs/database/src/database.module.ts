import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { ServiceConfig } from '#libs/config';
import { DatabaseHealth } from './database-health.js';
import { DatabaseMetrics } from './database-metrics.js';
import { dataSourceOptions, type ServiceDatabase } from './data-source-options.js';

/** The service's connection pool: inject `DataSource`. */
@Module({})
export class DatabaseModule {
  static with(database: ServiceDatabase, config: ServiceConfig): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(database, {
            url: config.DATABASE_URL,
            poolSize: config.DATABASE_POOL_SIZE,
          }),
          retryAttempts: 30,
          retryDelay: 1000,
        }),
      ],
      providers: [DatabaseHealth, DatabaseMetrics],
      exports: [TypeOrmModule],
    };
  }
}
