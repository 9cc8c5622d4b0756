import { Injectable, Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import {
  type Counter,
  type Histogram,
  Metrics,
  runInTrace,
  span,
  type Trace,
  traceOfBatch,
  Tracing,
} from '#libs/observability';

/** Each job is part of the trace of its events, one line in the log, one measurement, and a span where those are. */
@Injectable()
export class JobObserver {
  private readonly logger = new Logger('Jobs');
  private readonly seconds: Histogram;
  private readonly events: Counter;

  constructor(
    metrics: Metrics,
    private readonly tracing: Tracing,
  ) {
    this.seconds = metrics.histogram({
      name: 'wutai_job_seconds',
      help: 'Jobs worked off, by how long it took',
      labels: ['queue', 'outcome'],
    });
    this.events = metrics.counter({
      name: 'wutai_inbox_events_total',
      help: 'Events that came to a subscriber: new ones, and those it had seen before',
      labels: ['subscriber', 'outcome'],
    });
  }

  /** Does the job's work under the trace that its events have in common, or under one that names them all. */
  async observe(queue: string, data: unknown, work: () => Promise<void>): Promise<void> {
    const begun = performance.now();
    let outcome = 'failed';
    try {
      await runInTrace({ ...traceOf(data), spans: this.tracing.spans }, async () => {
        await span(queue, { kind: 'consumer' }, work);
        this.logger.log({ queue, ms: Math.round(performance.now() - begun) }, 'job');
      });
      outcome = 'done';
    } finally {
      this.seconds.observe((performance.now() - begun) / 1000, { queue, outcome });
    }
  }

  /** Under the trace of the job, though the queue says it from outside. */
  failed(queue: string, job: Job | undefined, error: Error): void {
    runInTrace(traceOf(job?.data), () => {
      const line = { err: error, queue, job: job?.id, attempts: job?.attemptsMade };
      this.logger.warn(line, 'job failed');
    });
  }

  delivered(subscriber: string, came: number, fresh: number): void {
    this.events.add({ subscriber, outcome: 'new' }, fresh);
    this.events.add({ subscriber, outcome: 'seen' }, came - fresh);
  }
}

/** A batch of events names the trace of each; other jobs may name one. */
function traceOf(data: unknown): Trace {
  const { events, traceId } = (data ?? {}) as {
    events?: { traceId?: unknown }[];
    traceId?: unknown;
  };
  return traceOfBatch(events?.map((event) => event.traceId) ?? [traceId]);
}
