import { type DynamicModule, Module } from '@nestjs/common';
import { Health } from './health.js';
import { Metrics } from './metrics.js';
import { MetricsServer } from './metrics-server.js';
import { ProcessMetrics } from './process-metrics.js';
import { Tracing } from './tracing.js';

/** Health, metrics and spans, everywhere in one service. Logs need no module: they are Nest's. */
@Module({})
export class ObservabilityModule {
  static with(): DynamicModule {
    return {
      module: ObservabilityModule,
      global: true,
      providers: [Health, Metrics, ProcessMetrics, MetricsServer, Tracing],
      exports: [Health, Metrics, Tracing],
    };
  }
}
