import { overloaded } from './upstream.errors.js';

export interface BulkheadLimits {
  /** At once. */
  readonly places: number;
  /** Who may wait for a place, and how long. */
  readonly queue: number;
  readonly waitMs: number;
}

interface Waiting {
  enter(): void;
  readonly timer: NodeJS.Timeout;
}

/** A bounded number of places: one slow service may fill its own, and nobody else's. */
export class Bulkhead {
  private taken = 0;
  private readonly queue = new Set<Waiting>();

  constructor(private readonly limits: BulkheadLimits) {}

  get underWay(): number {
    return this.taken;
  }

  get waiting(): number {
    return this.queue.size;
  }

  /**
   * Takes a place, which must be given back by `leave`; nothing to await where one is free.
   *
   * @throws server.overloaded when the queue is full, or no place became free in time.
   */
  enter(): Promise<void> | undefined {
    if (this.taken < this.limits.places) {
      this.taken += 1;
      return undefined;
    }
    if (this.queue.size >= this.limits.queue) throw overloaded();
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        enter: resolve,
        timer: setTimeout(() => {
          this.queue.delete(waiting);
          reject(overloaded());
        }, this.limits.waitMs),
      };
      this.queue.add(waiting);
    });
  }

  leave(): void {
    const [first] = this.queue;
    if (!first) {
      this.taken -= 1;
      return;
    }
    // The place goes to who waited longest.
    this.queue.delete(first);
    clearTimeout(first.timer);
    first.enter();
  }
}
