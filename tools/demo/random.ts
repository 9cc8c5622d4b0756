/**
 * Chance that can be repeated: the same labels give the same stream on every machine. Each thing of the demo draws from
 * a stream of its own, so that one more group somewhere changes nobody's name elsewhere.
 */
export class Random {
  private constructor(private state: number) {}

  static of(...labels: readonly (string | number)[]): Random {
    return new Random(fnv1a(labels.join('/')));
  }

  /** From 0 up to but not including 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.next() * choices.length)];
    if (choice === undefined) throw new Error('There is nothing to pick from');
    return choice;
  }

  /** Picks by weight: `[['often', 9], ['seldom', 1]]`. */
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T {
    let rest = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      rest -= weight;
      if (rest < 0) return choice;
    }
    throw new Error('Weights must be positive');
  }

  /** `count` different ones, in the order of the draw. */
  sample<T>(choices: readonly T[], count: number): T[] {
    const left = [...choices];
    return Array.from({ length: Math.min(count, left.length) }, () => {
      const [drawn] = left.splice(Math.floor(this.next() * left.length), 1);
      return drawn as T;
    });
  }

  /** A day between two days, both included, `YYYY-MM-DD`. */
  day(first: string, last: string): string {
    const [from, to] = [Date.parse(first), Date.parse(last)];
    return new Date(this.between(from / DAY_MS, to / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
  }
}

const DAY_MS = 86_400_000;
const utf8 = new TextEncoder();

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of utf8.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0;
}
