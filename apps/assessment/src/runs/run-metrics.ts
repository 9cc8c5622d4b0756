import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { monthFromNumber } from '#libs/calendar';
import { query } from '#libs/database';
import { type Gauge, Metrics } from '#libs/observability';

interface ActiveMonth {
  readonly month: number;
  readonly runs: number;
  readonly done: number;
  readonly total: number;
  /** Seconds since something of its slowest run was done. */
  readonly still: number;
}

/** How far the runs are that are not done, month by month; looked at when asked. */
@Injectable()
export class RunMetrics {
  constructor(
    private readonly dataSource: DataSource,
    metrics: Metrics,
  ) {
    metrics.measure(
      'runs',
      {
        runs: {
          name: 'wutai_runs_active',
          help: 'Runs that are queued or being scored',
          labels: ['month'],
        },
        chunks: {
          name: 'wutai_run_chunks',
          help: 'Chunks of the active runs: done, and in all',
          labels: ['month', 'state'],
        },
        still: {
          name: 'wutai_run_still_seconds',
          help: 'How long nothing has been done in the active run that has stood still longest',
          labels: ['month'],
        },
      },
      (gauges) => this.read(gauges),
    );
  }

  private async read(gauges: { runs: Gauge; chunks: Gauge; still: Gauge }): Promise<void> {
    const active = await query<ActiveMonth>(
      this.dataSource,
      `select month, count(*)::integer as runs, sum(done)::integer as done, sum(total)::integer as total,
         max(extract(epoch from clock_timestamp() - latest))::float as still
       from (
         select run.month, count(*) filter (where chunk.status = 'done') as done, count(chunk.number) as total,
           greatest(run.created_at, run.started_at, max(chunk.done_at)) as latest
         from runs run left join run_chunks chunk on chunk.run_id = run.id
         where run.status in ('queued', 'scoring') group by run.id
       ) runs group by month`,
    );
    for (const { month: number, ...of } of active) {
      const month = monthFromNumber(number);
      gauges.runs.set(of.runs, { month });
      gauges.chunks.set(of.done, { month, state: 'done' });
      gauges.chunks.set(of.total, { month, state: 'total' });
      gauges.still.set(Math.max(of.still, 0), { month });
    }
  }
}
