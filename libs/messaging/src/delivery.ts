import { type EventEnvelope, parseSet } from '#libs/contracts';

/** The mark of a set in the inbox, and what of it was seen before: null for nothing. */
export interface Marked {
  readonly event_id: string;
  readonly seen: string | null;
}

interface Brought {
  whole: boolean;
  readonly events: Map<number, EventEnvelope>;
}

/** What a job brings, by the sets in which it was told; an event that comes twice in it is there once. */
export class Delivery {
  private readonly sets = new Map<string, Brought>();
  /** How many events came, however often. */
  readonly came: number = 0;

  /** @throws when the contract does not know one of the events. */
  constructor(wire: readonly unknown[]) {
    for (const one of wire) {
      const { id, whole, events } = parseSet(one);
      const brought = this.sets.get(id) ?? { whole, events: new Map<number, EventEnvelope>() };
      this.sets.set(id, brought);
      brought.whole ||= whole;
      for (const event of events) brought.events.set(event.position, event);
      this.came += events.length;
    }
  }

  get ids(): string[] {
    return [...this.sets.keys()];
  }

  /** For each set the positions that came, as PostgreSQL reads a multirange; null for all of them. */
  get positions(): (string | null)[] {
    return [...this.sets.values()].map(({ whole, events }) =>
      whole ? null : `{${[...events.keys()].map((at) => `[${at},${at}]`).join(',')}}`,
    );
  }

  /** The events that are new. A set that is not among the marked was seen as a whole. */
  fresh(marked: readonly Marked[]): EventEnvelope[] {
    const seenOf = new Map(marked.map(({ event_id, seen }) => [event_id, rangesOf(seen)]));
    return [...this.sets].flatMap(([id, { events }]) => {
      const seen = seenOf.get(id);
      if (!seen) return [];
      return [...events.values()].filter(
        ({ position }) => !seen.some(([from, to]) => from <= position && position < to),
      );
    });
  }
}

/** Of a multirange as PostgreSQL writes it, `{[0,3),[5,6)}`. */
function rangesOf(positions: string | null): [number, number][] {
  return [...(positions ?? '').matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, to]) => [
    Number(from),
    Number(to),
  ]);
}
