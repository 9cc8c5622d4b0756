import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { InjectConfig } from '#libs/config';
import type { GatewayConfig } from '../config.js';
import { overloaded } from '../upstreams/upstream.errors.js';

const LOOK_EVERY_MS = 500;
const RESOLUTION_MS = 100;

/** Turns requests away while there are more than the process can do, before anything is done for them. */
@Injectable()
export class LoadShedding implements OnModuleDestroy {
  private underWay = 0;
  private lagging = false;
  private readonly lag = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private readonly timer: NodeJS.Timeout;

  constructor(@InjectConfig() private readonly config: GatewayConfig) {
    this.lag.enable();
    this.timer = setInterval(() => {
      // In nanoseconds; of a loop that does not lag the mean is the resolution itself.
      this.lagging = this.lag.mean / 1e6 - RESOLUTION_MS > config.MAX_LAG_MS;
      this.lag.reset();
    }, LOOK_EVERY_MS).unref();
  }

  /** Asked before anything is done for a request. @throws server.overloaded */
  check(): void {
    if (this.lagging || this.underWay >= this.config.MAX_IN_FLIGHT) throw overloaded();
  }

  /** Takes a place, which must be given back by `leave`. @throws server.overloaded */
  enter(): void {
    this.check();
    this.underWay += 1;
  }

  leave(): void {
    this.underWay -= 1;
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.lag.disable();
  }
}
