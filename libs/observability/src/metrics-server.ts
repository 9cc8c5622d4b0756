import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { InjectConfig, type SharedConfig } from '#libs/config';
import { Metrics } from './metrics.js';

/** `/metrics` on a port of its own, which the gateway does not know and nobody outside may reach. */
@Injectable()
export class MetricsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private server: Server | undefined;

  constructor(
    private readonly metrics: Metrics,
    @InjectConfig() private readonly config: SharedConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { METRICS_PORT, HOST } = this.config;
    if (METRICS_PORT === 0) return;
    await this.metrics.open();
    const server = createServer((request, response) => {
      if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      this.metrics.render().then(
        (text) => {
          response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
          response.end(text);
        },
        () => response.writeHead(500).end(),
      );
    });
    this.server = server;
    server.listen(METRICS_PORT, HOST);
    await once(server, 'listening');
  }

  /** Last of all: how a stop goes can still be seen. */
  onApplicationShutdown(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }
}
