import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Metrics } from '#libs/observability';

/** Whether the pool is large enough: who waits for a connection waits before anything is asked. */
@Injectable()
export class DatabaseMetrics {
  constructor(dataSource: DataSource, metrics: Metrics) {
    metrics.measure(
      'pool',
      {
        connections: {
          name: 'wutai_pool_connections',
          help: 'Connections to PostgreSQL, in use and idle',
          labels: ['state'],
        },
        waiting: {
          name: 'wutai_pool_waiting',
          help: 'Requests that wait for a connection to PostgreSQL',
        },
      },
      ({ connections, waiting }) => {
        const { master } = dataSource.driver as unknown as { master: Pool };
        connections.set(master.totalCount - master.idleCount, { state: 'used' });
        connections.set(master.idleCount, { state: 'idle' });
        waiting.set(master.waitingCount);
      },
    );
  }
}
