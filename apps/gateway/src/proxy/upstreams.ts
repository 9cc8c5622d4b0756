import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'undici';
import { InjectConfig } from '#libs/config';
import { type ServiceName, services } from '#libs/contracts';
import type { GatewayConfig } from '../config.js';

const CONNECT_TIMEOUT_MS = 2000;
/** Enough for a service's own pool of the database; more would only queue there. */
const CONNECTIONS = 128;

/** The connections to each service, apart, so that a slow one holds up nobody else. */
@Injectable()
export class Upstreams implements OnApplicationShutdown {
  private readonly pools: ReadonlyMap<ServiceName, Pool>;

  constructor(@InjectConfig() config: GatewayConfig) {
    const urls: Readonly<Record<ServiceName, string>> = {
      members: config.MEMBERS_URL,
      activities: config.ACTIVITIES_URL,
      assessment: config.ASSESSMENT_URL,
      notifications: config.NOTIFICATIONS_URL,
    };
    this.pools = new Map(
      services.map((service) => [
        service,
        new Pool(new URL(urls[service]).origin, {
          connections: CONNECTIONS,
          connectTimeout: CONNECT_TIMEOUT_MS,
        }),
      ]),
    );
  }

  pool(service: ServiceName): Pool {
    const pool = this.pools.get(service);
    if (!pool) throw new Error(`no such service: ${service}`);
    return pool;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
  }
}
