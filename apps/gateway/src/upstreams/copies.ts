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
   * The next copy that is worth asking; where none is, one that will say so at once. One that has failed at this very
   * request comes last: all the connections to it that were kept may be dead.
   *
   * @param tried those that have failed at this request.
   * @throws server.unavailable when there is none of any kind.
   */
  next(now: number, tried: readonly Copy[] = []): Copy {
    const copy =
      this.inTurn((one) => !tried.includes(one) && one.breaker.allows(now)) ??
      this.inTurn((one) => !tried.includes(one) && one.breaker.isQuick) ??
      this.inTurn((one) => one.breaker.allows(now));
    if (copy) {
      copy.breaker.begin(now);
      return copy;
    }
    const wait = Math.min(...this.all.map(({ breaker }) => breaker.waitMs(now)));
    throw unavailable(wait / 1000);
  }

  /** Whether `next` would have another. */
  hasAnother(copy: Copy, tried: readonly Copy[], now: number): boolean {
    return this.all.some(
      (one) =>
        one !== copy && (one.breaker.allows(now) || (one.breaker.isQuick && !tried.includes(one))),
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
