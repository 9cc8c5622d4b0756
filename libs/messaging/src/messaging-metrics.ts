import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query } from '#libs/database';
import { type Gauge, Metrics } from '#libs/observability';
import { Queues } from './queues.js';
import { RedisConnections } from './redis-connections.js';
import { Workers } from './workers.js';

/** Counted no further: what is more is as bad. */
const MOST_COUNTED = 100_000;
const states = ['waiting', 'active', 'delayed', 'failed'] as const;

/** How far the outbox and the queues of this service are behind; looked at when asked. */
@Injectable()
export class MessagingMetrics {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queues: Queues,
    private readonly workers: Workers,
    private readonly connections: RedisConnections,
    metrics: Metrics,
  ) {
    metrics.measure(
      'outbox',
      {
        events: {
          name: 'wutai_outbox_unsent',
          help: `Events that wait to be sent, counted up to ${MOST_COUNTED}`,
        },
        oldest: {
          name: 'wutai_outbox_oldest_seconds',
          help: 'How long the first event that is not sent has waited; 0 when there is none',
        },
      },
      (gauges) => this.outbox(gauges),
    );
    metrics.measure(
      'queues',
      {
        jobs: {
          name: 'wutai_queue_jobs',
          help: 'Jobs of a queue of this service; delayed are those that failed and come again',
          labels: ['queue', 'state'],
        },
        oldest: {
          name: 'wutai_queue_oldest_seconds',
          help: 'How long the first job of a queue has waited; 0 when none waits',
          labels: ['queue'],
        },
      },
      async ({ jobs, oldest }) => {
        await Promise.all(this.workers.queues.map((queue) => this.queue(queue, jobs, oldest)));
      },
    );
  }

  private async outbox(gauges: { events: Gauge; oldest: Gauge }): Promise<void> {
    const [lag] = await query<{ events: number; oldest: number }>(
      this.dataSource,
      `select
         (select least(coalesce(sum(events), 0), ${MOST_COUNTED})::integer
           from (select events from outbox where sent_at is null limit ${MOST_COUNTED}) unsent) as events,
         coalesce((select extract(epoch from clock_timestamp() - occurred_at)::float
           from outbox where sent_at is null order by id limit 1), 0) as oldest`,
    );
    gauges.events.set(lag?.events ?? 0);
    gauges.oldest.set(Math.max(lag?.oldest ?? 0, 0));
  }

  private async queue(name: string, jobs: Gauge, oldest: Gauge): Promise<void> {
    const queue = await this.queues.queue(name);
    const counts = await queue.getJobCounts(...states);
    for (const state of states) jobs.set(counts[state] ?? 0, { queue: name, state });
    // Not by getJobs: that would fetch the job's events with it.
    const redis = await this.connections.ready();
    const id = await redis.lindex(queue.toKey('wait'), -1);
    const since = id === null ? null : await redis.hget(queue.toKey(id), 'timestamp');
    oldest.set(since === null ? 0 : Math.max((Date.now() - Number(since)) / 1000, 0), {
      queue: name,
    });
  }
}
