import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { SharedCounter } from './shared-counter.js';
import type { Limit, Standing } from './limits.policy.js';

/** What a copy takes beforehand: this share of what is left, so that the shares shrink to single requests. */
const SHARE = 0.02;
const SWEEP_MS = 1000;
/** Beyond it, who has asked nothing for longest is forgotten here; Redis still knows. */
const CAPACITY = 20_000;

/** What this copy has taken from the count of one caller and kind. */
interface Allowance {
  readonly key: string;
  readonly limit: Limit;
  /** Taken and not used. */
  mine: number;
  /** Left in Redis when it was last asked. */
  left: number;
  /** When the window ends, by this process's clock. */
  endsAt: number;
  /** Until then Redis need not be asked: there was nothing left. */
  spentUntil: number;
  waiting: number;
  asking: Promise<void> | undefined;
  usedAt: number;
}

/**
 * Exact over all copies of the gateway, without asking Redis at each request: a copy takes a small share from the
 * common count and lets that many requests pass. Together the copies never let more pass than the limit says; near its
 * end, and for what is strict, they take one by one; and what a copy has not used within a second it gives back.
 */
@Injectable()
export class Allowances implements OnModuleDestroy {
  private readonly all = new Map<string, Allowance>();
  private readonly timer = setInterval(() => {
    this.sweep(performance.now());
  }, SWEEP_MS).unref();

  constructor(private readonly counter: SharedCounter) {}

  /**
   * Counts one request of the caller; nothing to await where this copy still has some of its share.
   *
   * @throws CounterAway
   */
  spend(limit: Limit, caller: string): Standing | Promise<Standing> {
    const now = performance.now();
    const allowance = this.of(limit, caller, now);
    return this.decided(allowance, now) ?? this.ask(allowance);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    const now = performance.now();
    for (const allowance of this.all.values()) this.giveBack(allowance, now);
  }

  private of(limit: Limit, caller: string, now: number): Allowance {
    const key = `${limit.kind}:${caller}`;
    const known = this.all.get(key);
    if (known) {
      known.usedAt = now;
      return known;
    }
    if (this.all.size >= CAPACITY) this.forgetOldest(now);
    const fresh: Allowance = {
      key,
      limit,
      mine: 0,
      left: limit.quota,
      endsAt: 0,
      spentUntil: 0,
      waiting: 0,
      asking: undefined,
      usedAt: now,
    };
    this.all.set(key, fresh);
    return fresh;
  }

  /** What can be said without asking. */
  private decided(allowance: Allowance, now: number): Standing | undefined {
    if (now >= allowance.endsAt) allowance.mine = 0;
    if (allowance.mine > 0) {
      allowance.mine -= 1;
      return standing(allowance, now, true);
    }
    return now < allowance.spentUntil ? standing(allowance, now, false) : undefined;
  }

  /** Those who wait together are asked for together. */
  private async ask(allowance: Allowance): Promise<Standing> {
    allowance.waiting += 1;
    try {
      for (;;) {
        await (allowance.asking ??= this.take(allowance).finally(() => {
          allowance.asking = undefined;
        }));
        const decided = this.decided(allowance, performance.now());
        if (decided) return decided;
      }
    } finally {
      allowance.waiting -= 1;
    }
  }

  private async take(allowance: Allowance): Promise<void> {
    // A turn later, so that all who came at once are counted.
    await Promise.resolve();
    const { quota, windowSeconds, strict } = allowance.limit;
    const asked = performance.now();
    const { given, left, endsInMs } = await this.counter.take(allowance.key, {
      quota,
      windowMs: windowSeconds * 1000,
      wanted: allowance.waiting,
      share: strict ? 0 : SHARE,
      strict,
    });
    allowance.mine = given;
    allowance.left = left;
    // From before the question: the window must not end later here than there.
    allowance.endsAt = asked + endsInMs;
    // Another copy may give something back meanwhile, so not for the whole window.
    allowance.spentUntil = given > 0 ? 0 : Math.min(allowance.endsAt, asked + SWEEP_MS);
  }

  private sweep(now: number): void {
    for (const [key, allowance] of this.all) {
      if (allowance.waiting > 0 || now - allowance.usedAt < SWEEP_MS) continue;
      this.giveBack(allowance, now);
      if (now >= allowance.spentUntil) this.all.delete(key);
    }
  }

  private forgetOldest(now: number): void {
    const [oldest] = this.all.values();
    if (!oldest) return;
    this.giveBack(oldest, now);
    this.all.delete(oldest.key);
  }

  private giveBack(allowance: Allowance, now: number): void {
    const { mine, key, endsAt } = allowance;
    allowance.mine = 0;
    // Not in the last second: it would reach the next window.
    if (mine > 0 && endsAt - now > SWEEP_MS) this.counter.giveBack(key, mine);
  }
}

function standing({ mine, left, endsAt }: Allowance, now: number, passed: boolean): Standing {
  return {
    passed,
    remaining: passed ? mine + left : 0,
    resetSeconds: Math.max(1, Math.ceil((endsAt - now) / 1000)),
  };
}
