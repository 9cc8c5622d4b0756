import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectConfig, type SharedConfig } from '#libs/config';
import type { SpanStarter } from './open-span.js';

/** The spans of one service. Where no collector is named nothing is loaded, and there is no starter. */
@Injectable()
export class Tracing implements OnApplicationShutdown {
  private opened: { readonly spans: SpanStarter; close(): Promise<void> } | undefined;

  constructor(@InjectConfig() private readonly config: SharedConfig) {}

  get spans(): SpanStarter | undefined {
    return this.opened?.spans;
  }

  async open(service: string): Promise<void> {
    const endpoint = this.config.OTEL_EXPORTER_OTLP_ENDPOINT;
    if (endpoint === undefined) return;
    const { openTelemetry } = await import('./open-telemetry.js');
    this.opened = openTelemetry(service, endpoint);
  }

  /** Last of all, so that what the stop itself did is told too. */
  async onApplicationShutdown(): Promise<void> {
    await this.opened?.close();
  }
}
