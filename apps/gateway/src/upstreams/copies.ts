import { Pool } from 'undici';
import { Breaker } from './breaker.policy.js';
import { unavailable } from './upstream.errors.js';

const CONNECT_TIMEOUT_MS = 2000;

/** One copy of a service: its connections, and whether it is worth asking. */
export class Copy {
  /** As many connections as there are requests: the bulkhead bounds those. */
  readonly pool: Pool;
  readonly breaker = new Breaker();

  constructor(address: string) {
    this.pool = new Pool(new URL(address).origin, { connectTimeout: CONNECT_TIMEOUT_MS });
  }
}

/** The copies of one service, asked in turn. */
export class Copies {
  readonly all: readonly Copy[];
  private turn = 0;

  constructor(addresses: readonly string[]) {
    this.all = addresses.map((address) => new Copy(address));
  }

  /**
   * The next copy that is worth asking; `not` one that has just failed, if there is another.
   *
   * @throws server.unavailable when none is.
   */
  next(now: number, not?: Copy): Copy {
    for (let step = 0; step < this.all.length; step += 1) {
      this.turn = (this.turn + 1) % this.all.length;
      const copy = this.all[this.turn];
      if (copy && copy !== not && copy.breaker.allows(now)) return begin(copy, now);
    }
    if (not?.breaker.allows(now)) return begin(not, now);
    const wait = Math.min(...this.all.map(({ breaker }) => breaker.waitMs(now)));
    throw unavailable(wait / 1000);
  }

  /** Whether there is another that is worth asking. */
  hasAnother(copy: Copy, now: number): boolean {
    return this.all.some((other) => other !== copy && other.breaker.allows(now));
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map(({ pool }) => pool.destroy()));
  }
}

function begin(copy: Copy, now: number): Copy {
  copy.breaker.begin(now);
  return copy;
}
