import { Injectable } from '@nestjs/common';
import { Health } from '#libs/observability';
import { RedisConnections } from './redis-connections.js';

/** Without Redis nothing is told and nothing is heard, though nothing is lost. */
@Injectable()
export class QueueHealth {
  constructor(connections: RedisConnections, health: Health) {
    health.add({ name: 'queue', check: () => connections.ping() });
  }
}
