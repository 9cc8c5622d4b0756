import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Health } from '#libs/observability';

/**
 * The first thing when a service stops: it says that it is not ready, takes no new connection and answers what was
 * asked. Only then do workers, relay, queues and pool end, which those requests may still need.
 */
@Injectable()
export class Drain implements OnModuleDestroy {
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly health: Health,
    private readonly host: HttpAdapterHost,
  ) {}

  /** For answers that would not end by themselves: they are told that it is time. */
  onBegin(listener: () => void): void {
    this.listeners.push(listener);
  }

  async onModuleDestroy(): Promise<void> {
    this.health.stop();
    for (const listener of this.listeners) listener();
    // Nest closes it again when workers are gone, which does nothing then.
    await this.host.httpAdapter.close();
  }
}
