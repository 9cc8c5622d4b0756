import { Injectable } from '@nestjs/common';
import { Metrics } from './metrics.js';

/** How the process does, under the names by which every dashboard knows them; looked at when asked, by no timer. */
@Injectable()
export class ProcessMetrics {
  private busyBefore = performance.eventLoopUtilization();

  constructor(metrics: Metrics) {
    metrics.measure(
      'process',
      {
        cpu: { name: 'process_cpu_seconds_total', help: 'CPU time used, in seconds' },
        resident: { name: 'process_resident_memory_bytes', help: 'Resident memory' },
        heap: { name: 'nodejs_heap_size_used_bytes', help: 'Heap in use' },
        started: {
          name: 'process_start_time_seconds',
          help: 'When the process started, in seconds since 1970',
        },
        busy: {
          name: 'nodejs_eventloop_utilization_ratio',
          help: 'Share of the time since the last look in which the event loop was busy',
        },
      },
      (gauges) => {
        const { user, system } = process.cpuUsage();
        const { rss, heapUsed } = process.memoryUsage();
        const now = performance.eventLoopUtilization();
        gauges.cpu.set((user + system) / 1e6);
        gauges.resident.set(rss);
        gauges.heap.set(heapUsed);
        gauges.started.set(performance.timeOrigin / 1000);
        gauges.busy.set(performance.eventLoopUtilization(now, this.busyBefore).utilization);
        this.busyBefore = now;
      },
    );
    metrics.measure(
      'event_loop',
      {
        lag: {
          name: 'nodejs_eventloop_lag_seconds',
          help: 'How long a callback that is due now waits for its turn',
        },
      },
      async ({ lag }) => {
        const begun = performance.now();
        await new Promise((turn) => setImmediate(turn));
        lag.set((performance.now() - begun) / 1000);
      },
    );
  }
}
