import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Health } from '#libs/observability';

/** A service without its database is not ready. */
@Injectable()
export class DatabaseHealth {
  constructor(dataSource: DataSource, health: Health) {
    health.add({
      name: 'database',
      check: async () => {
        await dataSource.query('select 1');
      },
    });
  }
}
