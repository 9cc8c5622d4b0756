import { type DynamicModule, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import type { ServiceName } from '#libs/contracts';
import { Canary, CANARY_TIMES, canaryTimes } from './canary.js';
import { Inbox } from './inbox.js';
import { JobObserver } from './job-observer.js';
import { MessagingMetrics } from './messaging-metrics.js';
import { MessagingStop } from './messaging-stop.js';
import { Outbox } from './outbox.js';
import { Queues } from './queues.js';
import { RedisConnections } from './redis-connections.js';
import { Relay } from './relay.js';
import { RelayMarker } from './relay-marker.js';
import { Retention } from './retention.js';
import { SERVICE_NAME } from './service-name.js';
import { refuseMismatch, type Subscriber, SUBSCRIBERS } from './subscriber.js';
import { Workers } from './workers.js';

export interface MessagingOptions {
  readonly service: ServiceName;
  readonly subscribers: readonly Type<Subscriber>[];
  /** Modules that export what the subscribers inject. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

/** Outbox, relay, inbox and the workers of one service. */
@Module({})
export class MessagingModule {
  static with(options: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      imports: options.imports,
      providers: [
        RedisConnections,
        Canary,
        { provide: CANARY_TIMES, useValue: canaryTimes },
        Queues,
        Outbox,
        Relay,
        RelayMarker,
        Retention,
        Inbox,
        JobObserver,
        Workers,
        MessagingStop,
        MessagingMetrics,
        { provide: SERVICE_NAME, useValue: options.service },
        ...options.subscribers,
        {
          provide: SUBSCRIBERS,
          inject: [...options.subscribers],
          useFactory: (...subscribers: Subscriber[]) => {
            refuseMismatch(options.service, subscribers);
            return subscribers;
          },
        },
      ],
      exports: [
        Outbox,
        Queues,
        Inbox,
        Workers,
        RedisConnections,
        SUBSCRIBERS,
        ...options.subscribers,
      ],
    };
  }
}
