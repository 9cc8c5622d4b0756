import { Injectable } from '@nestjs/common';
import type { ServiceName } from '#libs/contracts';
import { type Histogram, Metrics } from '#libs/observability';
import type { Trouble } from './upstream.errors.js';
import { Upstreams } from './upstreams.js';

/** How the services look from the gateway: whether a copy is left alone, and whether requests wait for a place. */
@Injectable()
export class UpstreamMetrics {
  private readonly seconds: Histogram;

  constructor(upstreams: Upstreams, metrics: Metrics) {
    this.seconds = metrics.histogram({
      name: 'wutai_upstream_seconds',
      help: 'Attempts to have a request answered by a copy of a service, by how long they took and what came of them',
      labels: ['service', 'outcome'],
    });
    metrics.measure(
      'upstreams',
      {
        copies: {
          name: 'wutai_upstream_copies',
          help: 'Copies of a service: asked, or left alone for a while after failures',
          labels: ['service', 'state'],
        },
        requests: {
          name: 'wutai_upstream_requests',
          help: 'Requests under way to a service, and those that wait for a place',
          labels: ['service', 'state'],
        },
      },
      ({ copies, requests }) => {
        const now = performance.now();
        for (const [service, upstream] of upstreams.all) {
          const asked = upstream.copies.all.filter(({ breaker }) => breaker.allows(now)).length;
          copies.set(asked, { service, state: 'asked' });
          copies.set(upstream.copies.all.length - asked, { service, state: 'left_alone' });
          requests.set(upstream.requests.underWay, { service, state: 'under_way' });
          requests.set(upstream.requests.waiting, { service, state: 'waiting' });
        }
      },
    );
  }

  attempted(service: ServiceName, milliseconds: number, outcome: 'answered' | Trouble): void {
    this.seconds.observe(milliseconds / 1000, { service, outcome });
  }
}
