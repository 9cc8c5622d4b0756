import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectConfig } from '#libs/config';
import { type ServiceName, services } from '#libs/contracts';
import { addressesOf, type GatewayConfig } from '../config.js';
import { Bulkhead } from './bulkhead.js';
import { Copies } from './copies.js';
import { RetryBudget } from './retry-budget.policy.js';

/** Longer is worse for everybody than to be told to come again. */
const QUEUE_WAIT_MS = 1000;
/** Who watches holds a connection and hardly any work. */
const WATCHERS = 512;

/** What lies between the gateway and one service; nothing of it is another's, so a slow one holds up nobody else. */
export class Upstream {
  readonly copies: Copies;
  readonly requests: Bulkhead;
  readonly watchers = new Bulkhead({ places: WATCHERS, queue: 0, waitMs: 0 });
  readonly retries = new RetryBudget();

  constructor(addresses: readonly string[], places: number) {
    this.copies = new Copies(addresses);
    this.requests = new Bulkhead({ places, queue: places, waitMs: QUEUE_WAIT_MS });
  }
}

@Injectable()
export class Upstreams implements OnApplicationShutdown {
  readonly all: ReadonlyMap<ServiceName, Upstream>;

  constructor(@InjectConfig() config: GatewayConfig) {
    const addresses: Readonly<Record<ServiceName, string>> = {
      members: config.MEMBERS_URL,
      activities: config.ACTIVITIES_URL,
      assessment: config.ASSESSMENT_URL,
      notifications: config.NOTIFICATIONS_URL,
    };
    this.all = new Map(
      services.map((service) => [
        service,
        new Upstream(addressesOf(addresses[service]), config.SERVICE_CONCURRENCY),
      ]),
    );
  }

  of(service: ServiceName): Upstream {
    const upstream = this.all.get(service);
    if (!upstream) throw new Error(`no such service: ${service}`);
    return upstream;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.all.values()].map(({ copies }) => copies.close()));
  }
}
