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
   * The next copy that is worth asking; `not` one that has just failed, if there is another. Where none is, one that
   * will say so at once.
   *
   * @throws server.unavailable when there is none of either.
   */
  next(now: number, not?: Copy): Copy {
    const copy =
      this.inTurn((one) => one !== not && one.breaker.allows(now)) ??
      (not?.breaker.allows(now) ? not : undefined) ??
      this.inTurn((one) => one !== not && one.breaker.isQuick);
    if (copy) {
      copy.breaker.begin(now);
      return copy;
    }
    const wait = Math.min(...this.all.map(({ breaker }) => breaker.waitMs(now)));
    throw unavailable(wait / 1000);
  }

  /** Whether there is another that may be asked. */
  hasAnother(copy: Copy, now: number): boolean {
    return this.all.some(
      ({ breaker }) => breaker !== copy.breaker && (breaker.allows(now) || breaker.isQuick),
    );
  }

  private inTurn(is: (copy: Copy) => boolean): Copy | undefined {
    for (let step = 0; step < this.all.length; step += 1) {
      this.turn = (this.turn + 1) % this.all.length;
      const copy = this.all[this.turn];
      if (copy && is(copy)) return copy;
    }
    return undefined;
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map(({ pool }) => pool.destroy()));
  }
}
