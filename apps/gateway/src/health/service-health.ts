import { Injectable } from '@nestjs/common';
import { type ServiceName, services } from '#libs/contracts';
import { Health } from '#libs/observability';
import { Upstreams } from '../proxy/upstreams.js';

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

  private async ask(service: ServiceName): Promise<void> {
    const answer = await this.upstreams
      .pool(service)
      .request({
        path: '/health/ready',
        method: 'GET',
        signal: AbortSignal.timeout(DEADLINE_MS),
      })
      .catch((error: unknown) => {
        throw new Error('away', { cause: error });
      });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error('not ready');
  }
}
