import { Injectable } from '@nestjs/common';
import { type ServiceName, services } from '#libs/contracts';
import { Health } from '#libs/observability';
import type { Copy } from '../upstreams/copies.js';
import { Upstreams } from '../upstreams/upstreams.js';

const DEADLINE_MS = 2000;

/** The gateway is ready when every service is; if not, `/health/ready` says which is away. */
@Injectable()
export class ServiceHealth {
  constructor(
    health: Health,
    private readonly upstreams: Upstreams,
  ) {
    for (const service of services) health.add({ name: service, check: () => this.ask(service) });
  }

  /** One copy that can work is enough. */
  private async ask(service: ServiceName): Promise<void> {
    try {
      await Promise.any(this.upstreams.of(service).copies.all.map(readiness));
    } catch (error) {
      throw error instanceof AggregateError ? error.errors[0] : error;
    }
  }
}

async function readiness({ pool }: Copy): Promise<void> {
  const answer = await pool
    .request({ path: '/health/ready', method: 'GET', signal: AbortSignal.timeout(DEADLINE_MS) })
    .catch((error: unknown) => {
      throw new Error('away', { cause: error });
    });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error('not ready');
}
